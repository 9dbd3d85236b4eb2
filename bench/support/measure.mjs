/** Runs commands and counts the processor time that they and their children took. */
import { spawnSync } from "node:child_process";

/**
 * Runs a command to its end.
 * @returns seconds of processor time (user and system, children included), seconds on the wall, and what it printed
 */
export function run({ argv, cwd, env = {} }) {
  // bash counts thousandths of a second, where `time` as a program of its own counts hundredths.
  const script = 'TIMEFORMAT="%3U %3S %3R"; time "$@" 2>&3';
  const result = spawnSync("bash", ["-c", `exec 3>&2; { ${script}; } 2>&4`, "bash", ...argv], {
    cwd,
    env: { ...process.env, NO_COLOR: "1", ...env },
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "pipe", "ignore", "pipe"],
  });
  const [user, system, wall] = (result.output[4] ?? "").trim().split(/\s+/).slice(-3).map(Number);
  if (result.status !== 0) {
    throw new Error(
      `${argv.join(" ")} ended with ${result.status}: ${`${result.stderr}${result.stdout}`.slice(0, 2000)}`,
    );
  }
  return { cpu: user + system, wall, stdout: result.stdout, stderr: result.stderr };
}

/** The value in the middle. */
export function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Runs every task `rounds` times, all tasks once in each round, beginning with another one each time. */
export function interleave(tasks, rounds, before = () => undefined) {
  const samples = new Map(tasks.map((task) => [task, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (let index = 0; index < tasks.length; index += 1) {
      const task = tasks[(index + round) % tasks.length];
      before(task);
      samples.get(task).push(run(task.command));
    }
  }
  return samples;
}

/** Prints rows as a table for people, which is Markdown too. */
export function printTable(head, rows) {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  console.log(
    [line(all[0]), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...all.slice(1).map(line)].join("\n"),
  );
}
