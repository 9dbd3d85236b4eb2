import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { ERROR_CODES } from "../../../src/errors/codes";
import { OrmError } from "../../../src/errors/orm-error";

const source = path.resolve(__dirname, "../../../src");

describe("OrmError", () => {
  it("is recognised by its code, also when another copy of the package made it", () => {
    const error = new OrmError("CONFIG.NOT_FOUND", "no file", { hint: "Write one." });
    expect([OrmError.is(error), OrmError.is(error, "CONFIG.NOT_FOUND"), OrmError.is(error, "INTERNAL")]).toEqual([
      true,
      true,
      false,
    ]);
    expect(OrmError.is({ code: "CONFIG.NOT_FOUND", message: "no file" })).toBe(false);
  });

  it("becomes plain data without its stack and its cause", () => {
    const error = new OrmError("QUERY.FAILED", "refused", {
      details: { table: "users" },
      cause: new TypeError("secret"),
    });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: "QUERY.FAILED",
      message: "refused",
      details: { table: "users" },
    });
  });

  it("has no code that nothing raises", () => {
    const texts = readdirSync(source, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith("codes.ts"))
      .map((file) => readFileSync(path.join(source, file), "utf8"));
    const unused = Object.keys(ERROR_CODES).filter((code) => !texts.some((text) => text.includes(`"${code}"`)));
    expect(unused).toEqual([]);
  });
});
