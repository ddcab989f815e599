import type { JsonSchema } from '../../rules/schema/shapes.ts';
import { LENGTH_SOURCES, OUTAGE_ACTIONS } from '../outages.ts';
import { count, document, either, flag, list, open, packs, sha256, text } from './output.ts';

const nullable = (type: 'integer' | 'number'): JsonSchema => ({ type: [type, 'null'], minimum: 0 });

/** `outages --json`. */
export const outagesSchema = document(
  'outages',
  'outages: incidents that are one and the same trouble with the network.',
  {
    packs,
    outages: list(
      open(
        {
          id: text,
          from: { ...text, description: 'UTC, of the first report.' },
          to: { ...text, description: 'UTC, of the last report.' },
          agents: { ...count, description: 'Distinct agents that the reports name.' },
          agentIds: list(text),
          withoutAgent: { ...count, description: 'Reports that name no agent.' },
          sites: list(text),
          withoutSite: { ...count, description: 'Reports that name no site.' },
          reports: count,
          length: { ...text, description: 'Such as 3m20s; by span, it is at least that.' },
          lengthFrom: either(LENGTH_SOURCES),
          symptoms: {
            ...list(text),
            description: 'The rows of the network that it falls under; while its length leaves several open, all of them.',
          },
          certain: { ...flag, description: 'It does fall under all of them.' },
          because: list(text),
          rows: list(open({ id: text, reports: count })),
          seats: nullable('integer'),
          share: { ...nullable('number'), maximum: 1, description: 'Agents by seats; null while one is not known.' },
          severity: open({
            policy: text,
            severity: text,
            title: text,
            because: list(text),
            channel: text,
            say: text,
          }),
          action: either(OUTAGE_ACTIONS),
        },
        {
          bundle: {
            anyOf: [open({ path: text, id: sha256, sha256, missing: list(text) }), open({ problem: text })],
          },
        },
      ),
    ),
    single: { ...count, description: 'Reports that belong to no outage.' },
    late: { ...count, description: 'Reports that came later than --lateness allows for, and were left out.' },
    withoutTime: { ...count, description: 'Reports without a time, which were left out.' },
    reports: { ...count, description: 'Reports of trouble with the network, wherever they were counted.' },
    records: count,
    blankLines: count,
    invalid: count,
    withProblems: count,
    withFailedRules: count,
    exitCode: count,
  },
);
