import { mysqlDialect } from "../../../../src/dialects/mysql";
import { createDateText } from "../../../../src/dialects/mysql/date-text";
import {
  canonicalExpression,
  readCatalogExpression,
  withRenamedColumn,
} from "../../../../src/dialects/mysql/expression-text";
import { sessionModeOf } from "../../../../src/dialects/mysql/session-setup";

describe("a server", () => {
  it.each([
    ["9.7.4-2", "MySQL 9.7.4", false],
    ["8.0.36-0ubuntu0.22.04.1", "MySQL 8.0.36", false],
    ["10.11.19-MariaDB-0+deb12u1", "MariaDB 10.11.19", true],
    ["5.5.5-10.6.12-MariaDB-log", "MariaDB 10.6.12", true],
  ])("%s is %s", (version, displayName, insertReturning) => {
    const server = mysqlDialect.resolve({ version, facts: {} });
    expect([server.displayName, server.capabilities.insertReturning]).toEqual([displayName, insertReturning]);
  });

  it.each([["5.7.44"], ["8.0.16"], ["10.4.3-MariaDB"], ["nonsense"]])("%s is too old", (version) => {
    expect(() => mysqlDialect.resolve({ version, facts: {} })).toThrow(
      expect.objectContaining({ code: "DIALECT.UNSUPPORTED" }),
    );
  });
});

describe("a session", () => {
  it("keeps the modes of the server but for those that change how SQL is read", () => {
    expect(sessionModeOf("ONLY_FULL_GROUP_BY,ANSI_QUOTES,NO_BACKSLASH_ESCAPES,STRICT_TRANS_TABLES")).toBe(
      "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION",
    );
  });

  it.each(["local", "Z", "+05:30", "-08:00"])("gives dates back in zone %s", (timezone) => {
    const dates = createDateText(timezone);
    const instants = ["2026-07-01T12:34:56.789Z", "1969-12-31T23:59:59.999Z", "0099-01-05T00:00:00.000Z"];
    expect(instants.map((text) => dates.parse(dates.format(new Date(text))).toISOString())).toEqual(instants);
  });
});

describe("an expression", () => {
  it.each([
    ["((`a` > 0) and (`b` <> _utf8mb4'x'))", "(`a` > 0) and (`b` <> 'x')"],
    ["(`a` > 0)", "`a` > 0"],
    ["(a) + (b)", "(a) + (b)"],
    ["'_utf8mb4''(x'", "'_utf8mb4''(x'"],
    ["concat(_utf8mb4'(a', ')')", "concat('(a', ')')"],
  ])("%s is written %s", (text, expected) => {
    expect(canonicalExpression(text)).toBe(expected);
  });

  it("is read from a catalog that escapes it and shows it in the wrong encoding", () => {
    expect(readCatalogExpression("(`c` <> _utf8mb4\\'Ã¼ ÃŸ â‚¬ it\\\\\\'s\\')")).toBe(
      "(`c` <> _utf8mb4'ü ß € it\\'s')",
    );
  });

  it("follows the new name of a column, but not in texts and functions", () => {
    expect(withRenamedColumn("a > 0 and `a` < b and a(1) = 'a' and aa = A", "a", "z")).toBe(
      "`z` > 0 and `z` < b and a(1) = 'a' and aa = `z`",
    );
  });
});
