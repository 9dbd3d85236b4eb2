import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** What a command left behind. */
export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project of a user in a folder of its own, where `ormolu` is this repository's build. */
export interface UserProject {
  readonly root: string;
  write(file: string, text: string): void;
  orm(...args: readonly string[]): Promise<CommandResult>;
  /** Runs a JavaScript file of the project. */
  node(file: string): Promise<CommandResult>;
  remove(): void;
}

const repository = path.resolve(__dirname, "..", "..");

export function createUserProject(
  files: Readonly<Record<string, string>>,
  type: "commonjs" | "module" = "commonjs",
): UserProject {
  const root = mkdtempSync(path.join(os.tmpdir(), "ormolu-project-"));
  const write = (file: string, text: string): void => {
    const target = path.join(root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  };
  mkdirSync(path.join(root, "node_modules"));
  symlinkSync(repository, path.join(root, "node_modules", "ormolu"));
  write("package.json", JSON.stringify({ name: "project", private: true, type }));
  write(
    "tsconfig.json",
    JSON.stringify({
      compilerOptions: {
        target: "es2022",
        module: "nodenext",
        strict: true,
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
      },
    }),
  );
  for (const [file, text] of Object.entries(files)) write(file, text);
  return {
    root,
    write,
    orm: (...args) => run(root, [path.join(repository, "dist", "cli", "bin.js"), ...args]),
    node: (file) => run(root, [file]),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function run(root: string, args: readonly string[]): Promise<CommandResult> {
  const { DATABASE_URL: _url, NODE_OPTIONS: _options, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], {
      cwd: root,
      env,
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}
