import { hideSecrets, secretsOf } from "../../../src/cli/hide-secrets";

describe("hiding secrets", () => {
  it("finds a password in options and in a URL, as it is and encoded", () => {
    expect(secretsOf({ password: 'a"bcd' })).toEqual(['a"bcd', 'a\\"bcd']);
    expect(new Set(secretsOf({ url: "postgres://ada:p%40ss@host/app" }))).toEqual(new Set(["p%40ss", "p@ss"]));
    expect(secretsOf({ password: () => "later", url: "sqlite:app.db" })).toEqual([]);
  });

  it("leaves out what would hide ordinary words", () => {
    expect(secretsOf({ password: "app", username: "ada" })).toEqual([]);
    expect(secretsOf({ password: "postgres", username: "postgres" })).toEqual([]);
  });

  it.each([
    ["at postgres://ada:x@host:5432/app now", "at postgres://ada:***@host:5432/app now"],
    ["mysql://:p@ss:word@host", "mysql://:***@host"],
    ["https://host:80/path", "https://host:80/path"],
    ["file:///a/b@c", "file:///a/b@c"],
    ["the key hunter22 is wrong", "the key *** is wrong"],
  ])("%s becomes %s", (text, hidden) => {
    expect(hideSecrets(text, ["hunter22"])).toBe(hidden);
  });
});
