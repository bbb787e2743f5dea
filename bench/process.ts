/** The operating system's figures for a process. Linux only; elsewhere they are missing. */

import { readFileSync } from 'node:fs'

/** CPU time used so far, in the program and in the kernel. The kernel counts in steps of 10 ms. */
export const cpuMs = (pid: number | undefined): number => {
  const fields = fieldsOf(pid)
  return 10 * (Number(fields[11] ?? Number.NaN) + Number(fields[12] ?? Number.NaN))
}

/** CPU time of a server and of its processes, past and present. */
export const familyCpuMs = (pid: number): number => {
  const fields = fieldsOf(pid)
  const children = read(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean)
  return children.reduce(
    (sum, child) => sum + cpuMs(Number(child)),
    cpuMs(pid) + 10 * (Number(fields[13]) + Number(fields[14])),
  )
}

export const parentOf = (pid: number): number => Number(fieldsOf(pid)[1])

/** Memory that is resident now. */
export const residentMb = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? Number.NaN) / 1024

/** The most memory that was resident at any time. */
export const peakMb = (pid: number | undefined): number =>
  Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? Number.NaN) / 1024

/** Confirmed writes in the log of `strace`: one line for each call of the process. */
export const countSyncs = (log: string): number =>
  read(log).match(/\bf(?:data)?sync\(/g)?.length ?? 0

/** From the state on; the name before it may contain spaces. */
const fieldsOf = (pid: number | undefined): readonly string[] =>
  read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? []

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
