import { OrmError } from "../../../src/errors/orm-error";

/** What the error of an action says: `CODE message | hint`. */
export function failure(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (OrmError.is(error)) return `${error.code} ${error.message} | ${error.hint ?? ""}`;
    throw error;
  }
  return "nothing failed";
}
