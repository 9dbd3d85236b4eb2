import { parseRoutine, writeRoutine } from "../../../../src/dialects/mysql/routine-text";

const lower = (type: string): string => type.toLowerCase();
const canonical = (definition: string): string | undefined => {
  const routine = parseRoutine(definition, lower);
  return routine && writeRoutine(routine);
};

describe("the text of a routine", () => {
  it.each([
    ["(a INT) RETURNS INT RETURN a", "(`a` int) RETURNS int\nRETURN a"],
    ["()\n  SELECT 1;", "()\nSELECT 1"],
    [
      "(IN a int, out `b``c` DECIMAL(10, 2) UNSIGNED, inout d enum('x,y', 'z)'))\nBEGIN END",
      "(`a` int, OUT `b``c` decimal(10, 2) unsigned, INOUT `d` enum('x,y', 'z)'))\nBEGIN END",
    ],
    [
      "(a varchar(10) character set latin1 collate latin1_bin) returns DOUBLE PRECISION comment 'it''s' SQL SECURITY INVOKER not deterministic READS  SQL\nDATA return 1",
      "(`a` varchar(10) CHARSET latin1 COLLATE latin1_bin) RETURNS double precision\n    READS SQL DATA\n    SQL SECURITY INVOKER\n    COMMENT 'it''s'\nreturn 1",
    ],
    [
      "(/* none */) language sql deterministic -- why\n RETURN '-- no comment'",
      "()\n    DETERMINISTIC\nRETURN '-- no comment'",
    ],
  ])("has one spelling: %j", (definition, expected) => {
    expect(canonical(definition)).toBe(expected);
    expect(canonical(expected)).toBe(expected);
  });

  it.each(["RETURNS int RETURN 1", "(a) SELECT 1", "(a int b) SELECT 1"])(
    "is left as it is where it is none: %j",
    (text) => {
      expect(canonical(text)).toBeUndefined();
    },
  );
});
