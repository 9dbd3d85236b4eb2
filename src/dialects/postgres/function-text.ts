import type { StoredFunction } from "../../schema/model";

/** Whether the body is part of what the server has read, and not a string that it reads when the function runs. */
export function isParsed({ definition }: StoredFunction): boolean {
  return !/(^|[\s)])AS\s+(?:'|\$|E')/i.test(definition);
}

/** The definition up to the body. */
export function headOf({ definition }: StoredFunction): string {
  return definition.split(/(?:^|\s)AS\s+(?=['$E])/i, 1)[0]!;
}
