import type { Revision } from "./revision";

/** What is kept of a revision file: its head, and how one sees that the file is still the same. */
export interface CachedHead {
  /** In bytes. */
  readonly size: number;
  /** When the file changed, in milliseconds. */
  readonly mtimeMs: number;
  readonly revision: Revision;
}

const FORMAT = 3;

/**
 * One column of all heads is one text, because thousands of small objects take ten times as long to read. Heads with
 * anything that most have not (labels, several parents, a message of two lines) stand in `whole` besides.
 */
interface StoredHeads {
  readonly format: typeof FORMAT;
  readonly files: string;
  readonly sizes: readonly number[];
  readonly times: readonly number[];
  readonly ids: string;
  readonly parents: string;
  readonly messages: string;
  readonly dates: string;
  readonly checksums: string;
  readonly whole: Readonly<Record<number, Revision>>;
}

/** The text of the cache's file. */
export function writeCachedHeads(entries: readonly CachedHead[]): string {
  const column = (read: (revision: Revision) => unknown): string =>
    entries.map(({ revision }) => (isPlain(revision) ? (read(revision) ?? "") : "")).join("\n");
  const stored: StoredHeads = {
    format: FORMAT,
    files: entries.map(({ revision }) => revision.path).join("\n"),
    sizes: entries.map(({ size }) => size),
    times: entries.map(({ mtimeMs }) => mtimeMs),
    ids: column(({ revision }) => revision),
    parents: column(({ downRevision }) => downRevision),
    messages: column(({ message }) => message),
    dates: column(({ createDate }) => createDate),
    checksums: column(({ checksum }) => checksum),
    whole: Object.fromEntries(
      entries.flatMap(({ revision }, index) => (isPlain(revision) ? [] : [[index, revision] as const])),
    ),
  };
  return JSON.stringify(stored);
}

/** The entries by file; none where the text is not what {@link writeCachedHeads} writes. @throws SyntaxError where it is no JSON. */
export function readCachedHeads(text: string): ReadonlyMap<string, CachedHead> {
  const entries = new Map<string, CachedHead>();
  const stored = JSON.parse(text) as Partial<StoredHeads> | null;
  if (stored?.format !== FORMAT || !isStored(stored)) return entries;
  const { sizes, times, whole } = stored;
  const [files, ids, parents, messages, dates, checksums] = [
    stored.files.split("\n"),
    stored.ids.split("\n"),
    stored.parents.split("\n"),
    stored.messages.split("\n"),
    stored.dates.split("\n"),
    stored.checksums.split("\n"),
  ];
  const columns = [ids, parents, messages, dates, checksums, sizes, times];
  if (columns.some((column) => column.length !== files.length)) return entries;
  for (let index = 0; index < files.length; index += 1) {
    const file = files[index]!;
    const revision =
      whole[index] ??
      toRevision(file, ids[index]!, parents[index]!, checksums[index]!, messages[index]!, dates[index]!);
    entries.set(file, { size: sizes[index]!, mtimeMs: times[index]!, revision });
  }
  return entries;
}

const NONE: readonly string[] = [];

function toRevision(
  path: string,
  revision: string,
  parent: string,
  checksum: string,
  message: string,
  createDate: string,
): Revision {
  const downRevision = parent === "" ? null : parent;
  const head = { revision, downRevision, branchLabels: NONE, dependsOn: NONE, path, checksum };
  if (message === "") return createDate === "" ? head : { ...head, createDate };
  return createDate === "" ? { ...head, message } : { ...head, message, createDate };
}

/** Whether the columns can hold all that a head says. */
function isPlain(head: Revision): boolean {
  const { downRevision, branchLabels, dependsOn, message, createDate, revision, checksum, squashes } = head;
  return (
    checksum !== undefined &&
    (downRevision === null || (typeof downRevision === "string" && downRevision !== "")) &&
    branchLabels.length === 0 &&
    dependsOn.length === 0 &&
    squashes === undefined &&
    ![revision, downRevision, message, createDate].some((text) => typeof text === "string" && text.includes("\n"))
  );
}

function isStored(value: Partial<StoredHeads>): value is StoredHeads {
  return (
    [value.files, value.ids, value.parents, value.messages, value.dates, value.checksums].every(
      (text) => typeof text === "string",
    ) &&
    Array.isArray(value.sizes) &&
    Array.isArray(value.times) &&
    typeof value.whole === "object" &&
    value.whole !== null
  );
}
