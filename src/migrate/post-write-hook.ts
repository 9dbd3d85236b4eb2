/** What a function that runs on a new file is told. */
export interface PostWriteContext {
  readonly revision: string;
  /** The project's folder. */
  readonly root: string;
}

/** A program with its arguments, without a shell: `["npx", "prettier", "--write", "{file}"]`. */
export interface CommandHook {
  /** `{file}` becomes the path of the new file; without it, the path comes last. */
  readonly command: readonly [string, ...string[]];
  /** The working directory, from the project's root. Default: the root. */
  readonly cwd?: string;
}

/** A program that a package of the project brings, by the package's name: `{ script: "eslint", arguments: ["--fix", "{file}"] }`. */
export interface ScriptHook {
  readonly script: string;
  /** The program, where the package has several. */
  readonly bin?: string;
  readonly arguments?: readonly string[];
  readonly cwd?: string;
}

/** What runs on a new revision file, after it is written. */
export type PostWriteHook =
  | "prettier"
  | "eslint"
  | CommandHook
  | ScriptHook
  | ((file: string, context: PostWriteContext) => void | Promise<void>);
