import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { Question, RowTest } from "../diff/question";
import { runStatement } from "./run-statement";

/** How many questions one statement asks. */
const BATCH = 50;

/** A condition of the database under which a question stands, as a scalar subquery. */
interface Condition {
  readonly sql: string;
  /** What the subquery gives where there is nothing to ask. */
  readonly settledBy: boolean;
}

/**
 * The questions that matter in the database as it is: those about rows fall away where there are no such rows, those about a
 * conversion where the server has one. It asks only for what could be a question, many in one statement, and stops at the
 * first row. What it may not read stays a question.
 */
export async function keepOpenQuestions(
  dialect: ResolvedDialect,
  connection: DriverConnection,
  questions: readonly Question[],
): Promise<readonly Question[]> {
  const asked = questions.flatMap((question) => {
    const condition = conditionOf(question, dialect);
    return condition === undefined ? [] : [{ question, condition }];
  });
  const settled = new Set<Question>();
  for (let start = 0; start < asked.length; start += BATCH) {
    const batch = asked.slice(start, start + BATCH);
    const answers = await askAll(
      dialect,
      connection,
      batch.map(({ condition }) => condition.sql),
    );
    batch.forEach(({ question, condition }, index) => {
      if (answers[index] === condition.settledBy) settled.add(question);
    });
  }
  return questions.filter((question) => !settled.has(question));
}

function conditionOf(question: Question, dialect: ResolvedDialect): Condition | undefined {
  switch (question.kind) {
    case "rename table":
    case "rename column":
    case "rename enum value":
    case "rename object":
      return undefined;
    case "convert column": {
      const sql = dialect.types.castQuery?.(question.from, question.to);
      return sql === undefined ? undefined : { sql: `(${sql})`, settledBy: true };
    }
    case "fill new column":
    case "fill null":
    case "replace enum value":
      return { sql: question.rows.map((test) => existsText(test, dialect)).join(" OR "), settledBy: false };
  }
}

function existsText({ table, column, type, value }: RowTest, { queries }: ResolvedDialect): string {
  const rows = `SELECT 1 FROM ${queries.quoteName(table)}`;
  if (column === undefined) return `EXISTS (${rows})`;
  const where =
    value === undefined ? `${queries.quoteIdentifier(column)} IS NULL` : queries.holdsValue(column, type ?? "", value);
  return `EXISTS (${rows} WHERE ${where})`;
}

/** One statement for all; where it is refused, one for each, so that a table without the right to read it hides no other. */
async function askAll(
  dialect: ResolvedDialect,
  connection: DriverConnection,
  conditions: readonly string[],
): Promise<readonly (boolean | undefined)[]> {
  try {
    const { rows } = await runStatement(dialect, connection, `SELECT ${conditions.join(", ")}`, []);
    return (rows[0] ?? []).map(isTrue);
  } catch {
    if (conditions.length === 1) return [undefined];
    const answers: (boolean | undefined)[] = [];
    for (const condition of conditions) answers.push(...(await askAll(dialect, connection, [condition])));
    return answers;
  }
}

/** Databases without booleans give numbers, and some drivers give text. */
function isTrue(value: unknown): boolean {
  return value === true || value === "t" || value === "true" || String(value) === "1";
}
