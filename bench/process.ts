/** What the operating system counts of a process. Linux; elsewhere the figures are missing. */

import { readFileSync } from 'node:fs'

/** CPU time used so far, in the program and in the kernel. The kernel counts in steps of 10 ms. */
export const cpuMs = (pid: number | undefined): number => {
  const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? []
  return 10 * (Number(fields[11] ?? Number.NaN) + Number(fields[12] ?? Number.NaN))
}

/** Memory that is resident now. */
export const residentMb = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? Number.NaN) / 1024

/** The most memory that was resident at any time. */
export const peakMb = (pid: number | undefined): number =>
  Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? Number.NaN) / 1024

/** Confirmed writes in the log of `strace`: one line for each call of the process. */
export const countSyncs = (log: string): number =>
  read(log).match(/\bf(?:data)?sync\(/g)?.length ?? 0

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
