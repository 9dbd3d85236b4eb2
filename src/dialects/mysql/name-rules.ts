import { createNameRules, type NameRules } from "../../dialect/name-rules";

const LONGEST_NAME = 64;
const LONGEST_ENUM_VALUE = 255;

/**
 * What the catalog cannot hold. It is written in a character set of three bytes, so that it refuses an emoji in a name and turns
 * one in a comment or an enum into a question mark without a word; spaces at the end of a value go too (tried on 10.11 and 9.7).
 */
export function createMysqlNameRules(): NameRules {
  const basic = createNameRules({ name: LONGEST_NAME, unit: "characters" });
  return {
    name: (name) => basic.name(name) ?? endsWithSpace(name) ?? hasWideCharacter(name),
    enumValue: (value) => basic.enumValue(value) ?? endsWithSpace(value) ?? hasWideCharacter(value) ?? isTooLong(value),
    comment: (text) => basic.comment(text) ?? hasWideCharacter(text),
  };
}

function endsWithSpace(text: string): string | undefined {
  return text.endsWith(" ") ? "it ends with a space" : undefined;
}

function hasWideCharacter(text: string): string | undefined {
  const found = /[\u{10000}-\u{10ffff}]/u.exec(text)?.[0];
  return found === undefined ? undefined : `it contains "${found}", a character of four bytes`;
}

/** Without characters of four bytes, each is one of JavaScript's. */
function isTooLong({ length }: string): string | undefined {
  if (length <= LONGEST_ENUM_VALUE) return undefined;
  return `it has ${length} characters, and the database takes ${LONGEST_ENUM_VALUE}`;
}
