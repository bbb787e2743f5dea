/** Writes a ZIP archive as it goes: files stored as they are, in UTF-8 names (APPNOTE.TXT 6.3.10). */

import { crc32 } from 'node:zlib'

export type ZipFile = { readonly name: string; readonly bytes: Uint8Array }

const VERSION = 20
/** Names are in UTF-8. */
const FLAGS = 0x0800
/** 1 January 1980, the first that the format knows: equal contents give equal archives. */
const DATE = 0x0021

/** The parts of the archive, one file at a time. */
export async function* zipOf(files: AsyncIterable<ZipFile>): AsyncGenerator<Uint8Array> {
  const directory: Uint8Array[] = []
  let offset = 0
  for await (const { name, bytes } of files) {
    const path = new TextEncoder().encode(name)
    const common = [
      ...[u16(VERSION), u16(FLAGS), u16(0), u16(0), u16(DATE)],
      ...[u32(crc32(bytes)), u32(bytes.length), u32(bytes.length), u16(path.length), u16(0)],
    ]
    const local = join(u32(0x04034b50), ...common, path)
    directory.push(
      join(
        ...[u32(0x02014b50), u16(VERSION), ...common],
        ...[u16(0), u16(0), u16(0), u32(0), u32(offset), path],
      ),
    )
    yield local
    yield bytes
    offset += local.length + bytes.length
  }
  const central = join(...directory)
  yield central
  const count = u16(directory.length)
  yield join(
    ...[u32(0x06054b50), u16(0), u16(0), count, count],
    ...[u32(central.length), u32(offset), u16(0)],
  )
}

const u16 = (value: number): Uint8Array => new Uint8Array([value & 0xff, (value >> 8) & 0xff])

const u32 = (value: number): Uint8Array =>
  new Uint8Array([0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff))

const join = (...parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
