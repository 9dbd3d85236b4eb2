import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { OrmError } from "../errors/orm-error";

const run = promisify(execFile);

/** Refs that a project's published state mostly has, in the order in which they are tried. */
const USUAL_REFS = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

/** What a git ref says of files. Paths are absolute. */
export interface GitBase {
  /** As it was named. */
  readonly ref: string;
  /** The files that the ref has. */
  readonly files: ReadonlySet<string>;
  /** The files that are not as they were where this branch left the ref. */
  readonly edited: ReadonlySet<string>;
}

/**
 * Reads which files of some folders a git ref has: those are published, the others are this branch's own.
 * @throws OrmError `CLI.USAGE` where the folder is in no repository, or the repository has no such ref.
 */
export async function readGitBase(root: string, ref: string, folders: readonly string[]): Promise<GitBase> {
  const commit = await resolveRef(root, ref);
  if (commit === undefined) {
    const isRepository = (await git(root, ["rev-parse", "--git-dir"])) !== undefined;
    throw new OrmError("CLI.USAGE", isRepository ? `git knows no ref "${ref}"` : `${root} is in no git repository`, {
      hint: "Fetch it first (`git fetch origin main`; in a pipeline with the whole history), or name another.",
      details: { ref },
    });
  }
  const top = path.resolve(root, ((await git(root, ["rev-parse", "--show-cdup"])) ?? "").trim());
  const paths = ["--", ...folders.map((folder) => path.relative(root, folder) || ".")];
  const listed = await git(root, ["ls-tree", "-r", "-z", "--name-only", "--full-name", commit, ...paths]);
  const start = (await git(root, ["merge-base", commit, "HEAD"]))?.trim() ?? commit;
  const changed = await git(root, ["diff", "-z", "--name-only", "--no-renames", "--diff-filter=M", start, ...paths]);
  const toPaths = (output: string | undefined): ReadonlySet<string> =>
    new Set((output ?? "").split("\0").flatMap((name) => (name === "" ? [] : [path.join(top, name)])));
  return { ref, files: toPaths(listed), edited: toPaths(changed) };
}

/** The same for the first of the usual refs that there is and that is not where we are; `undefined` where git has none. */
export async function findGitBase(root: string, folders: readonly string[]): Promise<GitBase | undefined> {
  const head = await resolveRef(root, "HEAD");
  for (const ref of USUAL_REFS) {
    const commit = await resolveRef(root, ref);
    if (commit !== undefined && (commit !== head || ref.startsWith("origin/"))) return readGitBase(root, ref, folders);
  }
  return undefined;
}

async function resolveRef(root: string, ref: string): Promise<string | undefined> {
  const found = await git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
  // Older versions of git print the option too.
  return found?.trim().split("\n").at(-1);
}

/** What git prints; `undefined` where it fails or is not there. */
async function git(root: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run("git", ["-C", root, ...args], { maxBuffer: 1 << 28, encoding: "utf8" });
    return stdout;
  } catch {
    return undefined;
  }
}
