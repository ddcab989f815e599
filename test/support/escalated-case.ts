import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PIXEL } from './bundle-case.ts';
import { runTool } from './run-tool.ts';

/** A case in a home of its own that was escalated, and its bundle. */
export interface EscalatedCase {
  readonly home: string;
  readonly id: string;
  /** Path of the bundle. */
  readonly path: string;
  /** Id of the bundle. */
  readonly bundle: string;
}

/** Lets a case come to its bundle in `folder`, by an answers file. */
export async function escalateCase(folder: string): Promise<EscalatedCase> {
  const home = join(folder, 'home');
  const answers = {
    schema: 'deskmedic/answers/v1',
    text: 'status bar says Not Responding and the phone stays silent',
    facts: { default: 'unknown', 'call.active': false },
    steps: { default: 'not-fixed' },
    escalate: true,
    escalation: {
      username: 'jdoe',
      agentUsername: 'agent_7',
      firstObservedAt: '2026-11-20T08:41:00-05:00',
      screenshots: [join(folder, 'shot.png')],
    },
    output: `${folder}/`,
  };
  writeFileSync(join(folder, 'shot.png'), PIXEL);
  writeFileSync(join(folder, 'answers.json'), JSON.stringify(answers));
  const ran = await runTool(['diagnose', '--answers', join(folder, 'answers.json'), '--json'], {
    env: { DESKMEDIC_HOME: home },
  });
  const { case: id, bundle } = JSON.parse(ran.stdout) as { case: string; bundle: { path: string; id: string } };
  return { home, id, path: bundle.path, bundle: bundle.id };
}
