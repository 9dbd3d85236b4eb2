import { isSameDefault } from "../../../../src/dialects/postgres/same-default";

test.each([
  ["now()", "CURRENT_TIMESTAMP", true],
  ["transaction_timestamp()", "now()", true],
  ["CURRENT_DATE", "('now'::text)::date", true],
  ["CURRENT_DATE", "'now'::text::date", true],
  ["LOCALTIME", "'now'::text::time without time zone", true],
  ["CURRENT_TIMESTAMP(3)", "'now'::text::timestamp(3) with time zone", true],
  ["localtimestamp(3)", "LOCALTIMESTAMP(3)", true],
  ["CURRENT_TIMESTAMP(3)", "'now'::text::timestamp(6) with time zone", false],
  ["CURRENT_DATE", "'now'::text::time without time zone", false],
  ["now()", "clock_timestamp()", false],
  ["now()", "statement_timestamp()", false],
])("%s beside %s is the same moment: %s", (wanted, live, isSame) => {
  expect(isSameDefault(wanted, live, false)).toBe(isSame);
});

test.each([
  ["gen_random_uuid()", "uuid_generate_v4()", true],
  ["gen_random_uuid()", "extensions.uuid_generate_v4()", true],
  ["gen_random_uuid()", "uuid_generate_v1()", false],
])("%s beside %s is the same to an entity: %s", (wanted, live, isSame) => {
  expect(isSameDefault(wanted, live, true)).toBe(isSame);
});

test("two databases with different sources of random UUIDs differ", () => {
  expect(isSameDefault("gen_random_uuid()", "uuid_generate_v4()", false)).toBe(false);
});
