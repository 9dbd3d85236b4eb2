import { createOutput } from "../../../src/cli/output";
import { OrmError } from "../../../src/errors/orm-error";
import { createStyle, toTerminal, toTerminalLine } from "../../../src/cli/style";

const escape = String.fromCharCode(27);
const bell = String.fromCharCode(7);
const nextLine = String.fromCharCode(0x85);
const turned = String.fromCharCode(0x202e);

describe("a style", () => {
  it.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: false }, {}, false],
    [{ isTTY: true }, { NO_COLOR: "1" }, false],
    [{ isTTY: true }, { NO_COLOR: "" }, true],
    [{ isTTY: false }, { FORCE_COLOR: "1" }, true],
    [{ isTTY: true }, { FORCE_COLOR: "0" }, false],
    [{ isTTY: false }, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
    [{ isTTY: true }, { TERM: "dumb" }, false],
  ])("for %j with %j has colours: %s", (stream, environment, isColoured) => {
    const text = toTerminal(createStyle(stream, environment).red("no"));
    expect(text).toBe(isColoured ? `${escape}[31mno${escape}[39m` : "no");
  });

  it("shows control characters of names as escapes, inside of colours and beside them", () => {
    const style = createStyle({ isTTY: true }, {});
    const name = `a${escape}[31m${bell}${nextLine}${turned}b`;
    const shown = String.raw`a\u001b[31m\u0007\u0085\u202eb`;
    expect(toTerminal(`${name} ${style.bold(name)}`)).toBe(`${shown} ${escape}[1m${shown}${escape}[22m`);
  });

  it("keeps a line one line", () => {
    expect(toTerminalLine("a\nerror b\tc\r")).toBe(String.raw`a\nerror b\tc\u000d`);
  });
});

describe("an output", () => {
  function printed(work: (output: ReturnType<typeof createOutput>) => void, isJson = false): string {
    const texts: string[] = [];
    const spies = [process.stdout, process.stderr].map((stream) =>
      jest.spyOn(stream, "write").mockImplementation((text) => texts.push(String(text)) > 0),
    );
    work(createOutput({ isJson, isQuiet: false, isVerbose: true }));
    for (const spy of spies) spy.mockRestore();
    return texts.join("");
  }
  const hostile = `users${escape}]0;title${bell}`;

  it("never writes a control character of a name, wherever it is printed", () => {
    const text = printed((output) => {
      output.line(`drop table "${hostile}"`);
      output.note(output.errorStyle.yellow(hostile));
      output.error(new Error(hostile, { cause: new Error(hostile) }));
    });
    expect(text).toContain(String.raw`drop table "users\u001b]0;title\u0007"`);
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  });

  it("writes JSON that holds the same characters as escapes", () => {
    const name = `${hostile}${turned}`;
    const text = printed((output) => output.json({ name }), true);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(JSON.parse(text)).toEqual({ name });
  });

  it("writes large numbers as text, which JSON cannot hold", () => {
    const details = { rows: 12345678901234567890n };
    expect(JSON.parse(printed((output) => output.json(details), true))).toEqual({ rows: "12345678901234567890" });
    printed((output) =>
      expect(output.errorData(new OrmError("INTERNAL", "x", { details }))).toMatchObject({
        details: { rows: "12345678901234567890" },
      }),
    );
  });

  it("writes a script as it is", () => {
    const script = "CREATE VIEW v AS\n\tSELECT 1;\n";
    expect(printed((output) => output.script(script))).toBe(script);
  });

  it("leaves passwords out of errors, in text and as data", () => {
    const error = new Error("no postgres://ada:pa55@host and pa55word");
    const text = printed((output) => {
      output.hide(["pa55word"]);
      output.error(error);
      expect(output.errorData(error)).toEqual({ code: "INTERNAL", message: "no postgres://ada:***@host and ***" });
    });
    expect(text).toContain("no postgres://ada:***@host and ***");
    expect(text).not.toContain("pa55");
  });
});
