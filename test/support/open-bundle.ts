import { spawnSync } from 'node:child_process';

/** `data/case.json` of a bundle, taken out by `unzip`. */
export function openBundle(path: string): Record<string, unknown> {
  return openDocument(path, 'case.json');
}

/** A JSON file of a bundle, by its path under `data/`, taken out by `unzip`. */
export function openDocument(path: string, name: string): Record<string, unknown> {
  const { status, stdout, stderr } = spawnSync('unzip', ['-p', path, `*/data/${name}`], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`unzip fails on ${path}: ${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}
