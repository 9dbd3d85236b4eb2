/** `ormolu/migrate`: revisions, the runner, and what revision files use. */
export { Runner } from "../data-source/config/configured-runner";
export type { CurrentRevision } from "../migrate/runner";
export type { RevisionRequest } from "../migrate/revision-request";
export type { CheckResult } from "../migrate/check-result";
export type { ConversionAnswer, DiffAnswers, RenameAnswer, ValueAnswer } from "../diff/diff-options";
export type { ConversionQuestion, Question, RenameQuestion, RowTest, ValueQuestion } from "../diff/question";
export type { MigrationHost } from "../migrate/migration-host";
export type { MigrationOptions } from "../migrate/migration-options";
export type { LintLevel, LintOptions } from "../migrate/lint/lint-options";
export type { Operations, OperationMethods, RevisionConnection } from "../migrate/operations-facade";
export type * from "../migrate/custom-operation-types";
export {
  defineCustomOperation,
  type CustomOperation,
  type DefinedOperation,
  type OperationRecorder,
} from "../migrate/custom-operations";
export type {
  BatchDelete,
  BatchMethods,
  BatchOperations,
  BatchOptions,
  BatchRead,
  BatchUpdate,
  BatchWork,
} from "../migrate/batch";
export type { TableRecorder } from "../migrate/table-recorder";
export type { QueriedRows } from "../migrate/queried-rows";
export { dryRun, type DryRun, type DryRunRequest, type DryStep } from "../migrate/dry-run";
export { writeOfflineScript, type Script, type ScriptRequest, type ScriptStep } from "../migrate/offline";
export { createOfflineHost, type OfflineHost } from "../data-source/offline-host";
export { offlineDialect } from "../data-source/offline-dialect";
export type { CreateObjectOptions, CreateOptions, DropOptions } from "../operations/condition";
export type { Proof } from "../migrate/proof";
export type { RunEvent, RunEventHandlers, RunNotice, RunOptions, RunResult } from "../migrate/run-event";
export type { RecordedRun, RunOutcome } from "../migrate/run-records";
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
export type { ExecuteOptions } from "../operations/execute";
export type * from "../operations/operation";
export type * from "../operations/row-value";
export type { ColumnInput, DefaultInput, IndexInput, NameInput, TableInput } from "../operations/input";
export {
  listTenants,
  runTenants,
  type RunTenantsOptions,
  type TenantRunner,
  type TenantSource,
} from "../data-source/run-tenants";
export type { TenantOptions, TenantQuery } from "../migrate/tenant-options";
export type {
  TenantCounts,
  TenantDone,
  TenantEvent,
  TenantFailed,
  TenantOutcome,
  TenantSkipped,
} from "../migrate/tenants";
export { diff } from "../diff/diff";
export type { DiffOptions, DiffResult } from "../diff/diff-options";
export type {
  CompareServerDefault,
  CompareType,
  ComparisonHooks,
  DefaultComparison,
  IncludedObject,
  IncludedType,
  IncludeName,
  IncludeObject,
  ParentNames,
  TypeComparison,
} from "../diff/include-hooks";
export type { DiffPlan, PlannedChange } from "../migrate/diff-plan";
export type {
  Environment,
  EnvironmentChange,
  EnvironmentContext,
  OfflineContext,
  OnlineContext,
  RunInside,
  RunPurpose,
} from "../migrate/environment";
export type { HookDatabase } from "../migrate/hook-database";
export type { AppliedVersion, MigrationHooks, OnVersionApply, TemplateArgument } from "../migrate/hooks";
export type { CommandHook, PostWriteContext, PostWriteHook, ScriptHook } from "../migrate/post-write-hook";
export { compareMetadata, produceRevision, type ProducedRevision } from "../migrate/produce-revision";
export {
  RevisionDirective,
  type DirectiveInput,
  type ProcessRevision,
  type RevisionContext,
} from "../migrate/revision-directive";
export { Rewriter, type Rewrite, type RewriteContext } from "../migrate/rewriter";
export { renderOperations, type RenderedOperations } from "../revisions/render/render-operations";
export type { RenderContext, RenderedItem, RenderedItems, RenderItem } from "../revisions/render/render-item";
export type { NamedKind, NameParts, NameTemplate, NamingConvention } from "../schema/naming-convention";
