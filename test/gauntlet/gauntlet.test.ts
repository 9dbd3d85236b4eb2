import type { DataSource } from "../../src/data-source/data-source";
import type { Capabilities } from "../../src/dialect/capabilities";
import { OrmError } from "../../src/errors/orm-error";
import { introspect } from "../../src/migrate/schemas-of";
import { Runner } from "../../src/migrate/runner";
import { describeEachDatabase } from "../support/databases";
import { useMigrationProject } from "../support/migration-project";
import type { Change, Family } from "./change";
import { changesOf } from "./changes";
import { entitiesOf, type Model } from "./models";
import { openChanges } from "./open-changes";

const COUNT = changesOf("named enums").length;

function familyOf({ namedEnums, inlineEnums }: Capabilities): Family {
  return namedEnums ? "named enums" : inlineEnums ? "inline enums" : "no enums";
}

describeEachDatabase("the gauntlet", (database) => {
  const project = useMigrationProject(database);
  let passed = 0;

  async function connect(
    models: readonly Model[],
  ): Promise<{ readonly dataSource: DataSource; readonly runner: Runner }> {
    await project.close();
    const dataSource = await project.connect(entitiesOf(models));
    return { dataSource, runner: new Runner(dataSource) };
  }

  async function start({ before, rows }: Change): Promise<DataSource> {
    const { dataSource, runner } = await connect(before);
    await runner.revision({ message: "before", autogenerate: true });
    await runner.upgrade();
    for (const sql of rows) await dataSource.query(sql);
    return dataSource;
  }

  /** Writes the revision: at once, or after the question that must come first. */
  async function write(change: Change, runner: Runner): Promise<void> {
    if (change.verdict === "asks") {
      const question = await runner.revision({ message: "after", autogenerate: true }).catch((error: unknown) => error);
      expect(question).toMatchObject({ code: "DIFF.ANSWER_NEEDED" });
      expect(project.revisionFiles()).toHaveLength(1);
    }
    const { answers } = change;
    await runner.revision({ message: "after", autogenerate: true, ...(answers === undefined ? {} : { answers }) });
  }

  async function run(change: Change): Promise<void> {
    const first = await start(change);
    const rows = await readRows(first, change.read);
    const schema = await introspect(first);
    const { dataSource, runner } = await connect(change.after);
    await write(change, runner);
    if (change.verdict === "stops") {
      await expect(runner.upgrade()).rejects.toBeInstanceOf(OrmError);
      expect(await readRows(dataSource, change.read)).toEqual(rows);
      expect(await introspect(dataSource)).toEqual(schema);
      return;
    }
    await runner.upgrade();
    expect((await runner.check()).summaries).toEqual([]);
    expect(await readRows(dataSource, change.readAfter ?? change.read)).toEqual(change.expected ?? rows);
    await runner.downgrade("-1");
    expect(await readRows(dataSource, change.read)).toEqual(change.back?.rows ?? rows);
  }

  it.each(
    changesOf(familyOf(database.capabilities)).map((change, index) => [index + 1, change.title, change] as const),
  )("%i: %s", async (number, _title, change) => {
    const reason = openChanges[database.name]?.[number];
    const failure = await run(change).then(
      () => undefined,
      (error: unknown) => error as Error,
    );
    if (failure === undefined) passed += 1;
    if (reason === undefined && failure !== undefined) throw failure;
    if (reason !== undefined && failure === undefined)
      throw new Error(`change ${number} ends as it must: take it off the list of open changes ("${reason}")`);
  });

  it("says how many end as they must", () => {
    process.stdout.write(`gauntlet on ${database.name}: ${passed} of ${COUNT}\n`);
    expect(passed).toBe(COUNT - Object.keys(openChanges[database.name] ?? {}).length);
  });
});

/** The values as text, so that databases which spell a type in several ways compare equal. */
async function readRows(dataSource: DataSource, sql: string): Promise<readonly (readonly string[])[]> {
  const rows = (await dataSource.query(sql)) as readonly Readonly<Record<string, unknown>>[];
  return rows.map((row) => Object.values(row).map(plain));
}

function plain(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  if (typeof value !== "string") return String(value);
  return /^[{[]/.test(value) && isJson(value) ? JSON.stringify(JSON.parse(value)) : value;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
