import { createHash } from "node:crypto";
import type { Statement } from "../dialect/statement";
import { summarizeOperation } from "../operations/definitions";
import type { Operation } from "../operations/operation";
import { readTagged, writeTagged } from "../util/tagged-json";

/** One thing that an entry of the journal is made of: an operation of a group, or a query. */
export interface JournalItem {
  /** The same in every run, as long as nobody edits the file. */
  readonly key: string;
  /** For people. */
  readonly summary: string;
}

/** An operation as an item. What `execute` says for the case of a break is not part of what it is. */
export function itemOf(operation: Operation): JournalItem {
  const identity =
    operation.kind === "execute"
      ? { kind: operation.kind, strings: operation.strings, values: operation.values }
      : operation;
  return { key: hash(writeTagged(identity, true)), summary: summarizeOperation(operation) };
}

/** A query, or other work that gives an answer, as an item. */
export function itemOfWork(key: string): JournalItem {
  const text = key.replace(/\s+/g, " ").trim();
  return { key: hash(key), summary: text.length > 80 ? `${text.slice(0, 77)}...` : text };
}

/** A statement as the journal keeps it. */
export type StoredStatement = Omit<Statement, "source" | "comment">;

/** Statements as text that {@link readStatements} reads. */
export function writeStatements(statements: readonly StoredStatement[]): string {
  return writeTagged(
    statements.map(({ sql, parameters, transactional, gentle }) => ({
      sql,
      parameters,
      transactional,
      ...(gentle === undefined ? {} : { gentle }),
    })),
  );
}

/** The statements that {@link writeStatements} wrote. */
export function readStatements(text: string | undefined): readonly StoredStatement[] {
  return text === undefined ? [] : (readTagged(text) as readonly StoredStatement[]);
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
