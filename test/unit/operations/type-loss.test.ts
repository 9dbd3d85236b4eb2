import { losesValues } from "../../../src/operations/type-loss";

it.each([
  ["int unsigned", "int"],
  ["int", "int unsigned"],
  ["bigint", "int"],
  ["longblob", "blob"],
  ["text", "tinytext"],
  ["varchar(20)", "varbinary(20)"],
  ["blob", "text"],
  ["enum('a','b','c')", "enum('a','b')"],
  ["enum('a','b')", "set('a','b')"],
  ["set('a','b')", "set('b')"],
])("%s may lose values as %s", (before, after) => {
  expect(losesValues(before, after)).toBe(true);
});

it.each([
  ["int unsigned", "bigint"],
  ["int", "bigint"],
  ["smallint unsigned", "int unsigned"],
  ["text", "longtext"],
  ["varchar(20)", "text"],
  ["enum('a','b')", "enum('b','it''s','a')"],
  ["enum('a')", "varchar(10)"],
])("%s keeps its values as %s", (before, after) => {
  expect(losesValues(before, after)).toBe(false);
});
