import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { OrmError } from "../errors/orm-error";
import type { MigrationPlace } from "./locations";
import type { PostWriteContext, PostWriteHook, ScriptHook } from "./post-write-hook";

const BUILTIN: Readonly<Record<string, ScriptHook>> = {
  prettier: { script: "prettier", arguments: ["--write", "{file}"] },
  eslint: { script: "eslint", arguments: ["--fix", "{file}"] },
};

/** The most lines of a program's output that a message repeats. */
const OUTPUT_LINES = 20;

/**
 * Runs the project's hooks on a new file, one after the other. What fails ends them; the file stays.
 * @throws OrmError `REVISION.HOOK_FAILED`, which names the hook, the file, and what the program printed.
 */
export async function runPostWriteHooks(
  { root, migrations }: MigrationPlace,
  revision: string,
  file: string,
): Promise<void> {
  const { hooks = [] } = migrations;
  const list: readonly PostWriteHook[] = Array.isArray(hooks)
    ? (hooks as readonly PostWriteHook[])
    : [hooks as PostWriteHook];
  for (const hook of list) {
    try {
      await runHook(hook, file, { revision, root });
    } catch (cause) {
      throw hookFailed(hook, file, root, cause);
    }
  }
}

async function runHook(hook: PostWriteHook, file: string, context: PostWriteContext): Promise<void> {
  if (typeof hook === "function") return hook(file, context);
  const { root } = context;
  const chosen = typeof hook === "string" ? builtinHook(hook) : hook;
  const cwd = path.resolve(root, chosen.cwd ?? ".");
  if ("command" in chosen) {
    const [program, ...rest] = withFile(chosen.command, file);
    return run(program!, rest, cwd);
  }
  const script = findScript(chosen, root);
  return run(process.execPath, [script, ...withFile(chosen.arguments ?? [], file)], cwd);
}

function builtinHook(name: string): ScriptHook {
  const hook = Object.hasOwn(BUILTIN, name) ? BUILTIN[name] : undefined;
  if (hook !== undefined) return hook;
  throw problem(`there is no built-in hook ${JSON.stringify(name)}; there are ${Object.keys(BUILTIN).join(", ")}`);
}

function withFile(values: readonly string[], file: string): readonly string[] {
  const filled = values.map((value) => value.replaceAll("{file}", file));
  return values.some((value) => value.includes("{file}")) ? filled : [...filled, file];
}

/** The file of the program that a package brings. */
function findScript({ script, bin }: ScriptHook, root: string): string {
  const folder = findPackage(script, root);
  const { bin: bins } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as {
    readonly bin?: string | Readonly<Record<string, string>>;
  };
  const named = typeof bins === "string" ? { [path.basename(script)]: bins } : (bins ?? {});
  const found = named[bin ?? path.basename(script)] ?? (bin === undefined ? Object.values(named)[0] : undefined);
  if (found !== undefined) return path.join(folder, found);
  throw problem(`package "${script}" brings no program${bin === undefined ? "" : ` "${bin}"`}`);
}

/** The folder of a package, found from the project's root as Node finds it; not every package lets its package.json be imported. */
function findPackage(name: string, root: string): string {
  const places = createRequire(path.join(root, "package.json")).resolve.paths(name) ?? [];
  const found = places
    .map((place) => path.join(place, name))
    .find((folder) => existsSync(path.join(folder, "package.json")));
  if (found !== undefined) return found;
  throw problem(`package "${name}" is not installed in the project`);
}

function run(program: string, values: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, values, { cwd, stdio: ["ignore", "pipe", "pipe"], shell: false });
    let printed = "";
    const keep = (chunk: Buffer): void => {
      printed += chunk.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => reject(error));
    child.on("close", (code, signal) => {
      if (code === 0) return resolve();
      const end = signal === null ? `exit status ${code}` : `signal ${signal}`;
      const last = printed.trim().split("\n").slice(-OUTPUT_LINES).join("\n");
      return reject(problem(last === "" ? end : `${end}: ${last}`));
    });
  });
}

function problem(message: string): OrmError {
  return new OrmError("REVISION.HOOK_FAILED", message, { hint: "Correct migrations.hooks, or what it runs." });
}

function hookFailed(hook: PostWriteHook, file: string, root: string, cause: unknown): OrmError {
  const name = nameOf(hook);
  const reason = cause instanceof Error ? cause.message : String(cause);
  const written = path.relative(root, file);
  return new OrmError("REVISION.HOOK_FAILED", `${written} was written, and then the hook ${name} failed: ${reason}`, {
    hint: "The file stays, and later hooks did not run: run them by hand, or delete the file and write it again.",
    details: { hook: name, path: file },
    cause,
  });
}

function nameOf(hook: PostWriteHook): string {
  if (typeof hook === "function") return hook.name === "" ? "function" : hook.name;
  if (typeof hook === "string") return hook;
  return "command" in hook ? hook.command.join(" ") : hook.script;
}
