import { PassThrough } from "node:stream";
import type { Terminal } from "../../../src/cli/ask-questions";
import type { CommandContext } from "../../../src/cli/command";
import { confirm, confirmLosses } from "../../../src/cli/confirm-losses";
import type { OpenRunner } from "../../../src/cli/open-runner";
import { collectOutput, plainStyle } from "../../support/collect-output";

/** A terminal at which somebody types an answer when asked; `null` ends the input. */
function terminalWith(answer: string | null): { readonly terminal: Terminal; screen(): string } {
  const input = new PassThrough();
  const output = new PassThrough();
  let screen = "";
  output.on("data", (chunk: Buffer) => {
    screen += chunk.toString();
    if (chunk.toString().includes("›")) setImmediate(() => (answer === null ? input.end() : input.write(answer)));
  });
  return { terminal: { input, output, style: plainStyle }, screen: () => screen };
}

describe("the question before what loses data", () => {
  it.each(["yes\n", "y\n", " YES \n"])("goes on with %j", async (answer) => {
    const { terminal, screen } = terminalWith(answer);
    await expect(confirm(terminal, ['drops table "a\u001b[2J"'])).resolves.toBeUndefined();
    expect(screen()).toContain(String.raw`drops table "a\u001b[2J"`);
  });

  it.each([["no\n"], ["\n"], ["yes please\n"], [null], ["\u0003"]])("changes nothing with %j", async (answer) => {
    await expect(confirm(terminalWith(answer).terminal, ["x"])).rejects.toMatchObject({ code: "CLI.DECLINED" });
  });

  it("is not asked without a terminal, nor with --yes", async () => {
    const { output } = collectOutput();
    const never = (): never => {
      throw new Error("planned");
    };
    const context = { output, values: { yes: true } } as unknown as CommandContext;
    const open = {} as OpenRunner;
    await confirmLosses(context, open, never, terminalWith("no\n").terminal);
    await confirmLosses({ ...context, values: {} }, open, never, undefined);
  });
});
