/** `ormolu/migrate`: revisions, the runner, and what revision files use. */
export { Runner } from "../data-source/config/configured-runner";
export type { CurrentRevision, RevisionRequest } from "../migrate/runner";
export type { CheckResult } from "../migrate/check-result";
export type { ConversionAnswer, DiffAnswers, RenameAnswer, ValueAnswer } from "../diff/diff-options";
export type { ConversionQuestion, Question, RenameQuestion, RowTest, ValueQuestion } from "../diff/question";
export type { MigrationHost } from "../migrate/migration-host";
export type { MigrationOptions } from "../migrate/migration-options";
export type { Operations, OperationMethods } from "../migrate/operations-facade";
export type { Proof } from "../migrate/proof";
export type { RunEvent, RunOptions, RunResult } from "../migrate/run-event";
export type { WrittenRevision } from "../migrate/write-revision";
export { RevisionGraph, type ResolveOptions } from "../revisions/revision-graph";
export type { Step } from "../revisions/plan";
export type { Revision } from "../revisions/revision";
export { sql } from "../sql/sql-tag";
export { SqlFragment } from "../schema/sql-fragment";
export {
  applyOperation,
  applyOperations,
  hazardsOf,
  isOperationApplied,
  operationDefinitions,
  reverseOperation,
  summarizeOperation,
} from "../operations/definitions";
export { analyzeHazards, type HazardAnalysis } from "../dialect/hazards";
export type * from "../operations/operation";
export type { ColumnInput, DefaultInput, IndexInput, NameInput, TableInput } from "../operations/input";
