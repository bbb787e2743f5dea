/** The phone's icons: files, ticks, the status bar. */

type SketchProps = { readonly width: number; readonly height: number; readonly class?: string }

const Sketch = ({ width, height, children, ...rest }: SketchProps & { children: unknown }) => (
  <svg
    {...rest}
    viewBox={`0 0 ${width} ${height}`}
    width={width}
    height={height}
    aria-hidden="true"
  >
    {children as never}
  </svg>
)

/** A picture or a film; every file of the sandbox is this one. */
export const Landscape = ({ isFilm = false }) => (
  <Sketch class="view" width={240} height={130}>
    <path fill="#9ccbee" d="M0 0h240v130H0z" />
    <circle fill="#ffe08a" cx="185" cy="36" r="17" />
    <path fill="#547490" d="m120 120 70-62 70 62z" />
    <path fill="#6f8fa8" d="m-20 120 110-92 110 92z" />
    <path fill="#fff" d="m68 46 22-18 22 18-10 4-12-5-12 6z" />
    <path fill="#8fb86b" d="M0 104q60-14 120 2t120-6v30H0z" />
    <path fill="#6e9c4f" d="M0 120q50-10 110-2t130-4v16H0z" />
    {isFilm && (
      <>
        <circle cx="120" cy="65" r="22" fill="#0009" />
        <path fill="#fff" d="m113 54 18 11-18 11z" />
      </>
    )}
  </Sketch>
)

export const MapSketch = () => (
  <Sketch class="view" width={240} height={110}>
    <path fill="#e6ece0" d="M0 0h240v110H0z" />
    <path fill="#cfe3bd" d="M150 0h90v52l-70 10z" />
    <path fill="#a9d3ee" d="M0 78q60-20 110 8t130 4v20H0z" />
    <path
      fill="none"
      stroke="#fff"
      stroke-width="7"
      d="M-5 40 90 62l55-70M90 62l20 60M90 62l160-18"
    />
    <path
      fill="#d3382f"
      d="M120 22a17 17 0 0 0-17 17c0 12 17 28 17 28s17-16 17-28a17 17 0 0 0-17-17z"
    />
    <circle cx="120" cy="39" r="6" fill="#fff" />
  </Sketch>
)

export const FileSketch = () => (
  <Sketch class="paper" width={26} height={32}>
    <path fill="#fff" stroke="currentColor" d="M1 1h16l8 8v22H1z" />
    <path fill="none" stroke="currentColor" d="M17 1v8h8M6 16h14M6 21h14M6 26h9" />
  </Sketch>
)

export const Play = () => (
  <Sketch class="play" width={34} height={34}>
    <circle cx="17" cy="17" r="17" />
    <path d="m13 10 12 7-12 7z" />
  </Sketch>
)

const LOUDNESS = [4, 8, 14, 9, 18, 12, 22, 16, 9, 19, 13, 7, 15, 20, 11, 6, 12, 8, 4, 6]

export const Wave = () => (
  <Sketch class="wave" width={120} height={24}>
    <path d={LOUDNESS.map((h, i) => `M${i * 6 + 3} ${12 - h / 2}v${h}`).join('')} />
  </Sketch>
)

export const Ticks = () => (
  <Sketch class="ticks" width={18} height={10}>
    <path d="M1 5.5 4.5 9 11 1M8 8l1 1 7-8" />
  </Sketch>
)

/** Reception and battery. */
export const Signs = () => (
  <Sketch class="signs" width={44} height={12}>
    <path d="M0 9h3v3H0zM5 6h3v6H5zM10 3h3v9h-3zM15 0h3v12h-3z" />
    <path fill="none" stroke="currentColor" d="M23.5 1.5h16v9h-16z" />
    <path d="M25 3h11v6H25zM41 4h2v4h-2z" />
  </Sketch>
)

/** Sends what is written. */
export const Arrow = () => (
  <Sketch width={18} height={18}>
    <path fill="currentColor" d="m2 2.5 14.5 6.5L2 15.5l1.5-5L10 9 3.5 7.5z" />
  </Sketch>
)
