import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { readAnswers } from "../../../src/cli/read-answers";
import { requireAnswers, type Question } from "../../../src/diff/question";
import { OrmError } from "../../../src/errors/orm-error";
import { SqlFragment } from "../../../src/schema/sql-fragment";

const nothing = { renames: [], noRenames: false, values: [], conversions: [] };

describe("the options that answer questions", () => {
  const read = (values: Readonly<Record<string, unknown>>) => readAnswers({ renames: true, ...values }, ".");

  it("say what rows take: a text, an expression, or a text that looks like one", () => {
    const value = [
      "users.email=",
      "users.slug=sql:lower(name)",
      "users.note=text:sql:x",
      "users.word=text:null",
      "status.old=null",
      "s.users.a=b=c",
    ];
    expect(read({ value })).toEqual({
      ...nothing,
      values: [
        { target: "users.email", value: "" },
        { target: "users.slug", value: new SqlFragment(["lower(name)"], []) },
        { target: "users.note", value: "sql:x" },
        { target: "users.word", value: "null" },
        { target: "status.old", value: null },
        { target: "s.users.a", value: "b=c" },
      ],
    });
  });

  it("say how values become those of another type, in each direction", () => {
    expect(read({ using: ["t.a=to_timestamp(a)"], "downgrade-using": ["t.a=sql:extract(epoch from a)"] })).toEqual({
      ...nothing,
      conversions: [
        { target: "t.a", direction: "upgrade", using: "to_timestamp(a)" },
        { target: "t.a", direction: "downgrade", using: "extract(epoch from a)" },
      ],
    });
  });

  it("name renames of tables, columns and values, and refuse all others", () => {
    const given = {
      rename: ["users:people", "users.name:users.full_name"],
      "rename-value": ["t.a.b:bb"],
      renames: false,
    };
    expect(read(given)).toEqual({
      ...nothing,
      noRenames: true,
      renames: [
        { from: "users", to: "people" },
        { table: "users", from: "name", to: "full_name" },
        { enum: "t.a", from: "b", to: "bb" },
      ],
    });
  });

  it.each([
    ["value", "users.email", '--value "users.email" does not say what for'],
    ["value", "email=x", '--value "email=x" does not say what for'],
    ["value", "users.email=sql: ", '--value "users.email=sql: " has no expression'],
    ["using", "t.a=", '--using "t.a=" has no expression'],
    ["downgrade-using", "a=b", '--downgrade-using "a=b" does not say what for'],
    ["rename", "users", '--rename "users" is not a rename'],
    ["rename-value", "a:b", '--rename-value "a:b" is not a rename'],
  ])("refuse what they cannot read: --%s %s", (option, text, message) => {
    expect(() => read({ [option]: [text] })).toThrow(expect.objectContaining({ code: "CLI.USAGE", message }));
  });
});

describe("a hints file", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), "ormolu-hints-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const read = (content: unknown, values = {}) => {
    writeFileSync(path.join(root, "hints.json"), typeof content === "string" ? content : JSON.stringify(content));
    return readAnswers({ renames: true, hints: ["hints.json"], ...values }, root);
  };
  const rename: Question = { kind: "rename column", table: "t", from: "a", to: "b", score: 1, before: [], after: [] };
  const other: Question = { kind: "rename table", from: "x", to: "y", score: 1, before: [], after: [] };
  const fill: Question = { kind: "fill null", table: "t", column: "c", definition: "text", rows: [] };
  const replace: Question = { kind: "replace enum value", enum: "e", value: "old", choices: ["new"], rows: [] };
  const convert: Question = {
    kind: "convert column",
    direction: "upgrade",
    table: "t",
    column: "d",
    from: "f",
    to: "g",
  };

  it("is what an error prints, with an answer in each question", () => {
    let printed: { questions: Record<string, unknown>[] } | undefined;
    try {
      requireAnswers([rename, other, fill, replace, convert]);
    } catch (error) {
      const { error: data } = JSON.parse(JSON.stringify({ error })) as { error: { details: typeof printed } };
      printed = data.details;
      expect(OrmError.is(error, "DIFF.ANSWER_NEEDED")).toBe(true);
    }
    const answers = [true, false, { sql: "lower(c)" }, "new", { sql: "now()" }];
    const questions = printed!.questions.map((question, index) => ({ ...question, answer: answers[index] }));
    expect(read({ error: { details: { questions } } })).toEqual({
      renames: [{ table: "t", from: "a", to: "b" }],
      refused: [{ from: "x", to: "y" }],
      noRenames: false,
      values: [
        { target: "t.c", value: new SqlFragment(["lower(c)"], []) },
        { target: "e.old", value: "new" },
      ],
      conversions: [{ target: "t.d", direction: "upgrade", using: "now()" }],
    });
  });

  it("takes one of the pairs that a question names beside its own, and no other", () => {
    const question = { ...rename, others: [{ from: "a", to: "c" }] };
    const answered = (answer: unknown) => read([{ ...question, answer }]);
    expect(answered({ from: "a", to: "c" }).renames).toEqual([{ table: "t", from: "a", to: "c" }]);
    expect(() => answered({ from: "a", to: "x" })).toThrow(
      expect.objectContaining({ code: "CLI.USAGE", hint: "Answer with true, false or one of its others." }),
    );
  });

  it("leaves questions without an answer open", () => {
    expect(read({ questions: [{ ...fill, answer: null }, rename] })).toMatchObject({ renames: [], values: [] });
  });

  it("goes before the options", () => {
    expect(read([{ ...fill, answer: "file" }], { value: ["t.c=option"] })).toMatchObject({
      values: [{ target: "t.c", value: "file" }],
    });
  });

  it.each<[string, unknown, string]>([
    ["is no JSON", "{", "the hints file hints.json cannot be read"],
    ["has no questions", { a: 1 }, "the hints file hints.json has no list of questions"],
    ["has something else in its list", [{ kind: "rename column" }], "hints.json, question 1: it is no question"],
    ["answers a rename with a word", [{ ...rename, answer: "yes" }], 'was column "a" of table "t" renamed to "b"?'],
    ["answers with nothing to write", [{ ...fill, answer: {} }], 'rows hold NULL in column "c" of table "t"'],
    ["answers a conversion with a value", [{ ...convert, answer: "x" }], 'how does column "d" of table "t" become g'],
  ])("is refused where it %s", (_what, content, message) => {
    expect(() => read(content)).toThrow(
      expect.objectContaining({ code: "CLI.USAGE", message: expect.stringContaining(message) as string }),
    );
  });
});
