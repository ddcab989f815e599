import { mapSchema } from '../batch/map/map-schema.ts';
import { CASE_SCHEMA } from '../case/case-schema.ts';
import { answersSchema } from '../dialogue/answers-schema.ts';
import { escalationSchema } from '../policy/escalation-schema.ts';
import * as cases from '../report/schemas/case-schemas.ts';
import { analysisSchema } from '../report/schemas/analysis-schema.ts';
import { evidenceSchema } from '../report/schemas/evidence-schema.ts';
import { matchSchema } from '../report/schemas/match-schema.ts';
import { outagesSchema } from '../report/schemas/outages-schema.ts';
import * as results from '../report/schemas/result-schemas.ts';
import { ruleResultsSchema } from '../report/schemas/rule-results-schema.ts';
import * as rules from '../report/schemas/rules-schemas.ts';
import { conditionDefs } from '../rules/schema/condition.ts';
import {
  factsSchema,
  packSchema,
  phrasesSchema,
  policySchema,
  tableSchema,
  testsSchema,
  wordsSchema,
  type FileSchema,
} from '../rules/schema/pack-schemas.ts';
import { SCHEMA_DIALECT, type JsonSchema } from '../rules/schema/shapes.ts';

/** Every published schema by its name: what is read first, then what is printed. */
const SCHEMAS: Readonly<Record<string, FileSchema | JsonSchema>> = {
  pack: packSchema,
  facts: factsSchema,
  table: tableSchema,
  policy: policySchema,
  words: wordsSchema,
  phrases: phrasesSchema,
  tests: testsSchema,
  incident: results.incidentSchema,
  map: mapSchema,
  answers: answersSchema,
  escalation: escalationSchema,
  'config-file': cases.configFileSchema,
  result: results.resultSchema,
  results: results.resultsSchema,
  match: matchSchema,
  outages: outagesSchema,
  evidence: evidenceSchema,
  analysis: analysisSchema,
  rules: rules.rulesSchema,
  rule: rules.ruleSchema,
  lint: rules.lintSchema,
  'rule-tests': rules.ruleTestsSchema,
  'rule-coverage': rules.ruleCoverageSchema,
  case: CASE_SCHEMA,
  cases: cases.casesSchema,
  'case-view': cases.caseViewSchema,
  config: cases.configSchema,
  bundle: cases.bundleSchema,
  verify: cases.verifySchema,
  upload: cases.uploadSchema,
  mail: cases.mailSchema,
  inspection: cases.inspectionSchema,
  'rule-results': ruleResultsSchema,
  redaction: cases.redactionSchema,
};

/** The names, in the order in which they are listed. */
export const SCHEMA_NAMES: readonly string[] = Object.keys(SCHEMAS);

/** The schema of this name as a document that stands alone; `undefined` for an unknown name. */
export function publishedSchema(name: string): JsonSchema | undefined {
  if (!Object.hasOwn(SCHEMAS, name)) return undefined;
  const schema = SCHEMAS[name]!;
  const body = isFileSchema(schema) ? schema.structure : schema;
  const usesConditions = JSON.stringify(body).includes('"#/$defs/condition"');
  return {
    $schema: SCHEMA_DIALECT,
    $id: `urn:deskmedic:${name}:v1`,
    title: `deskmedic/${name}/v1`,
    ...body,
    ...(usesConditions ? { $defs: conditionDefs } : {}),
  };
}

function isFileSchema(schema: FileSchema | JsonSchema): schema is FileSchema {
  return 'structure' in schema;
}
