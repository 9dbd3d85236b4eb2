import { flattenAutocommit } from "../operations/autocommit";
import type { Operation } from "../operations/operation";
import type { Style } from "./output";

/** What happens to the object: it comes, changes or goes. */
export type Sign = "+" | "~" | "-";

/** The sign in front of an operation; a block has that of its first one. */
export function signOf(operation: Operation): Sign {
  const [first] = flattenAutocommit([operation]);
  const kind = first?.kind ?? operation.kind;
  if (kind.startsWith("create") || kind.startsWith("add")) return "+";
  return kind.startsWith("drop") ? "-" : "~";
}

/** The sign in its colour. */
export function paintSign(sign: Sign, style: Style): string {
  if (sign === "+") return style.green(sign);
  return sign === "-" ? style.red(sign) : style.yellow(sign);
}
