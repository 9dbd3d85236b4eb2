import { sqlOf } from "./operation-facts";
import type { LintRule } from "./lint-rule";

/** How a statement begins, and the call that does the same. */
const CALLS: readonly (readonly [pattern: RegExp, call: string])[] = [
  [/^create\s+(?:unlogged\s+)?table\b(?!.*\bas\s+select\b)/is, "op.createTable"],
  [/^drop\s+table\b/i, "op.dropTable"],
  [/^(?:alter\s+table\b.*?\brename\s+to\b|rename\s+table\b)/is, "op.renameTable"],
  [/^alter\s+table\b.*?\brename\s+constraint\b/is, "op.renameConstraint"],
  [/^alter\s+table\b.*?\brename\s+(?:index|key)\b/is, "op.renameIndex"],
  [/^alter\s+table\b.*?\brename\b/is, "op.renameColumn"],
  [/^alter\s+table\b.*?\badd\s+(?:constraint\s+\S+\s+)?primary\s+key\b/is, "op.createPrimaryKey"],
  [/^alter\s+table\b.*?\badd\s+(?:constraint\s+\S+\s+)?foreign\s+key\b/is, "op.createForeignKey"],
  [/^alter\s+table\b.*?\badd\s+(?:constraint\s+\S+\s+)?unique\b/is, "op.createUniqueConstraint"],
  [/^alter\s+table\b.*?\badd\s+(?:constraint\s+\S+\s+)?check\b/is, "op.createCheckConstraint"],
  [/^alter\s+table\b.*?\badd\s+(?:constraint\s+\S+\s+)?exclude\b/is, "op.createExclusionConstraint"],
  [/^alter\s+table\b.*?\bvalidate\s+constraint\b/is, "op.validateConstraint"],
  [/^alter\s+table\b.*?\bdrop\s+(?:constraint|primary\s+key|foreign\s+key|check)\b/is, "op.dropConstraint"],
  [/^alter\s+table\b.*?\badd\s+(?:index|key)\b/is, "op.createIndex"],
  [/^alter\s+table\b.*?\bdrop\s+(?:index|key)\b/is, "op.dropIndex"],
  [/^alter\s+table\b.*?\badd\b/is, "op.addColumn"],
  [/^alter\s+table\b.*?\bdrop\b/is, "op.dropColumn"],
  [/^alter\s+table\b.*?\b(?:alter|modify|change)\b/is, "op.alterColumn"],
  [/^create\s+(?:unique\s+|fulltext\s+|spatial\s+)?index\b/i, "op.createIndex"],
  [/^drop\s+index\b/i, "op.dropIndex"],
  [/^alter\s+index\b.*?\brename\s+to\b/is, "op.renameIndex"],
  [/^create\s+type\b.*?\bas\s+enum\b/is, "op.createEnum"],
  [/^alter\s+type\b.*?\b(?:add|rename)\s+value\b/is, "op.alterEnum"],
  [/^create\s+(?:or\s+replace\s+)?view\b/i, "op.createView"],
  [/^drop\s+view\b/i, "op.dropView"],
  [/^create\s+materialized\s+view\b/i, "op.createMaterializedView"],
  [/^create\s+(?:or\s+replace\s+)?(?:function|procedure)\b/i, "op.createFunction"],
  [/^create\s+(?:or\s+replace\s+)?trigger\b/i, "op.createTrigger"],
  [/^drop\s+trigger\b/i, "op.dropTrigger"],
  [/^create\s+sequence\b/i, "op.createSequence"],
  [/^create\s+extension\b/i, "op.createExtension"],
  [/^create\s+schema\b/i, "op.createSchema"],
  [/^drop\s+schema\b/i, "op.dropSchema"],
  [/^create\s+policy\b/i, "op.createPolicy"],
  [/^comment\s+on\s+(?:table|schema|type|index|constraint)\b/i, "op.commentOn"],
];

const rawDdl: LintRule = {
  id: "raw-ddl",
  summary: "Changes the schema by `op.execute`, though an operation does the same.",
  level: "warn",
  check: ({ upgrade }) =>
    upgrade.operations.flatMap((recorded) => {
      const call = callFor(sqlOf(recorded.operation));
      if (call === undefined) return [];
      return [
        {
          message: `op.execute does what ${call} does`,
          hint: `${call} works on every database, and can be linted, undone, squashed and gone on with after a crash; raw SQL cannot be seen through.`,
          operation: recorded,
        },
      ];
    }),
};

/** The call that does what a statement does, where there is one. */
export function callFor(sql: string | undefined): string | undefined {
  return sql === undefined ? undefined : CALLS.find(([pattern]) => pattern.test(sql))?.[1];
}

const concurrentlyInTransaction: LintRule = {
  id: "concurrently-in-transaction",
  summary: "Builds or drops an index concurrently outside of `op.autocommit`, which the database refuses.",
  level: "error",
  check: ({ upgrade, downgrade, dialect }) =>
    !dialect.capabilities.autocommitBlocks
      ? []
      : [upgrade, downgrade].flatMap(({ operations }) =>
          operations
            .filter(
              ({ operation, block }) => block === undefined && "concurrently" in operation && operation.concurrently,
            )
            .map((operation) => ({
              message: `${operation.operation.kind} with { concurrently: true } cannot run inside a transaction`,
              hint: "Put it into a block: await op.autocommit(async (op) => { ... }).",
              operation,
            })),
        ),
};

/** Rules about the form of a change. */
export const sqlRules: readonly LintRule[] = [rawDdl, concurrentlyInTransaction];
