import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { answerQuestions } from "../../../src/cli/answer-questions";
import type { Terminal } from "../../../src/cli/ask-questions";
import type { CommandContext } from "../../../src/cli/command";
import type { Output, Style } from "../../../src/cli/output";
import type { DiffAnswers } from "../../../src/diff/diff-options";
import { requireAnswers, type Question } from "../../../src/diff/question";
import { OrmError } from "../../../src/errors/orm-error";
import { SqlFragment } from "../../../src/schema/sql-fragment";

const plain = (text: string): string => text;
const style: Style = { dim: plain, bold: plain, green: plain, red: plain, yellow: plain, cyan: plain };

const rename: Question = {
  kind: "rename column",
  table: "users",
  from: "name",
  to: "full_name",
  score: 0.84,
  before: ["varchar(100), not null"],
  after: ["text, nullable"],
};
const fill: Question = { kind: "fill null", table: "users", column: "age", definition: "integer, not null", rows: [] };
const replace: Question = {
  kind: "replace enum value",
  enum: "status",
  value: "old",
  choices: ["new", "done"],
  rows: [],
};

/** A terminal whose person types the next line whenever a prompt appears; `null` ends the input, `"\u0003"` is Ctrl-C. */
function terminalOf(typed: readonly (string | null)[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  const left = [...typed];
  let screen = "";
  output.on("data", (chunk: Buffer) => {
    const text = chunk.toString();
    screen += text;
    if (!text.includes("›") || left.length === 0) return;
    const next = left.shift()!;
    setImmediate(() => (next === null ? input.end() : input.write(next === "\u0003" ? next : `${next}\n`)));
  });
  const terminal: Terminal = { input, output, style };
  return { terminal, screen: () => stripVTControlCharacters(screen).replaceAll("\r", "") };
}

const errors: unknown[] = [];
const context = {
  output: { error: (error: unknown) => errors.push(error), style } as unknown as Output,
} as CommandContext;

/** Work that needs all the questions answered, and gives back the answers. */
function workOn(questions: (answers: DiffAnswers) => readonly Question[]) {
  return async (answers: DiffAnswers): Promise<DiffAnswers> => {
    requireAnswers(questions(answers));
    return answers;
  };
}

beforeEach(() => errors.splice(0));

describe("questions at a terminal", () => {
  it("show both sides of a rename, and take a number", async () => {
    const { terminal, screen } = terminalOf(["1"]);
    const work = workOn(({ renames = [] }) => (renames.length === 0 ? [rename] : []));
    const answers = await answerQuestions(context, {}, work, terminal);
    expect({ answers, screen: screen() }).toEqual({
      answers: expect.objectContaining({
        renames: [{ table: "users", from: "name", to: "full_name" }],
        refused: [],
      }) as object,
      screen: expect.stringContaining(
        [
          "",
          '? Was column "name" of table "users" renamed to "full_name"? (84 % alike)',
          "",
          "    - name       varchar(100), not null",
          "    + full_name  text, nullable",
          "",
          "  1  renamed: what it holds stays",
          '  2  not renamed: drop "name" with what it holds, create "full_name"',
          "  3  not renamed, and nothing else was: ask about no more renames",
          "  › ",
        ].join("\n"),
      ) as string,
    });
  });

  it("choose nothing by Enter alone", async () => {
    const { terminal, screen } = terminalOf(["", "x", "2"]);
    const work = workOn(({ refused = [] }) => (refused.length === 0 ? [rename] : []));
    const answers = await answerQuestions(context, {}, work, terminal);
    expect([answers.refused, screen().match(/Type a number from 1 to 3\./g)]).toEqual([
      [{ table: "users", from: "name", to: "full_name" }],
      ["Type a number from 1 to 3.", "Type a number from 1 to 3."],
    ]);
  });

  it("take another pair for an answer", async () => {
    const { terminal, screen } = terminalOf(["2"]);
    const question = { ...rename, others: [{ from: "name", to: "title" }] };
    const work = workOn(({ renames = [] }) => (renames.length === 0 ? [question] : []));
    const answers = await answerQuestions(context, {}, work, terminal);
    expect([answers.renames, screen()]).toEqual([
      [{ table: "users", from: "name", to: "title" }],
      expect.stringContaining('  2  not this: "name" was renamed to "title"\n  3  not renamed: drop "name"'),
    ]);
  });

  it("end with one answer that nothing was renamed", async () => {
    const { terminal } = terminalOf(["1", "3"]);
    const others = ["a", "b", "c"].map((from): Question => ({ ...rename, from, to: `${from}_new` }));
    const work = workOn(({ noRenames }) => (noRenames === true ? [] : others));
    const answers = await answerQuestions(context, {}, work, terminal);
    expect([answers.renames, answers.refused, answers.noRenames]).toEqual([
      [{ table: "users", from: "a", to: "a_new" }],
      [],
      true,
    ]);
  });

  it("ask for renames first, because they decide what else is asked", async () => {
    const { terminal, screen } = terminalOf(["1"]);
    const work = workOn(({ renames = [] }) => (renames.length === 0 ? [fill, rename] : []));
    await answerQuestions(context, {}, work, terminal);
    expect(screen()).not.toContain("rows hold NULL");
  });

  it("take a value, an expression, and one of the values that are left", async () => {
    const { terminal, screen } = terminalOf(["null", "''", "sql:age + 1", "2"]);
    const bio: Question = { ...fill, column: "bio" };
    const work = workOn(({ values = [] }) => (values.length === 0 ? [bio, fill, replace] : []));
    const { values } = await answerQuestions(context, {}, work, terminal);
    expect(values).toEqual([
      { target: "users.bio", value: "" },
      { target: "users.age", value: new SqlFragment(["age + 1"], []) },
      { target: "status.old", value: "done" },
    ]);
    expect(screen()).toContain("Type a value that is not NULL; for the text itself, text:null.");
  });

  it("come again after an answer that does not fit", async () => {
    const { terminal } = terminalOf(["many", "7"]);
    const work = async (answers: DiffAnswers): Promise<DiffAnswers> => {
      requireAnswers(answers.values?.length === 0 ? [fill] : []);
      if (answers.values?.[0]?.value === "many") throw new OrmError("DIFF.ANSWER_INVALID", "no number");
      return answers;
    };
    const { values } = await answerQuestions(context, {}, work, terminal);
    expect([values, errors]).toEqual([[{ target: "users.age", value: "7" }], [expect.any(OrmError)]]);
  });

  it.each([
    ["Ctrl-C", "\u0003"],
    ["the end of the input", null],
  ])("are left by %s, with nothing done", async (_what, key) => {
    const { terminal } = terminalOf([key]);
    const work = jest.fn(workOn(() => [fill]));
    await expect(answerQuestions(context, {}, work, terminal)).rejects.toMatchObject({ code: "CLI.INTERRUPTED" });
    expect(work).toHaveBeenCalledTimes(1);
  });

  it("are not asked where nobody is there", async () => {
    const work = workOn(() => [fill]);
    await expect(answerQuestions(context, {}, work, undefined)).rejects.toMatchObject({ code: "DIFF.ANSWER_NEEDED" });
  });
});
