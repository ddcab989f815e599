/** Milliseconds of processor time that this process has taken: other processes on a busy machine do not change it. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
