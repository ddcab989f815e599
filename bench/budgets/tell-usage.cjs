// Loaded into a process that is measured (`node --require`): at its end it writes what it used into the file that
// BENCH_USAGE names, as {"peakMiB","cpuMs","code"}.
'use strict';
const { readFileSync, writeFileSync } = require('node:fs');

/** Linux counts into `maxRSS` what the parent had before it became this process; its own peak is in /proc. */
function peakMiB() {
  try {
    return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024; // not Linux
  }
}

process.on('exit', (code) => {
  const { user, system } = process.cpuUsage();
  const usage = { peakMiB: peakMiB(), cpuMs: (user + system) / 1000, code };
  writeFileSync(process.env.BENCH_USAGE, JSON.stringify(usage));
});
