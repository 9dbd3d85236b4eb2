import { createOutput } from "../../../src/cli/output";
import { OrmError } from "../../../src/errors/orm-error";

function printed(details: Readonly<Record<string, unknown>>): string {
  const write = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  createOutput({ isJson: false, isQuiet: false, isVerbose: false }).error(
    new OrmError("RUNNER.PARTIAL", "it stopped", { hint: "Undo it.", details }),
  );
  const text = write.mock.calls.map(([part]) => String(part)).join("");
  write.mockRestore();
  return text;
}

describe("an error of a revision that failed", () => {
  test("shows the statements that are kept, and the one that it stopped at", () => {
    expect(printed({ applied: ["CREATE TABLE a\n(id int)"], statement: "CREATE TABLE a" })).toBe(
      "error RUNNER.PARTIAL: it stopped\n  → Undo it.\n    CREATE TABLE a (id int)\n    then: CREATE TABLE a\n",
    );
  });

  test("shows the statement alone where nothing is kept", () => {
    expect(printed({ statement: "DROP TABLE a" })).toBe(
      "error RUNNER.PARTIAL: it stopped\n  → Undo it.\n    at: DROP TABLE a\n",
    );
  });
});
