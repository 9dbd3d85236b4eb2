import { OrmError } from "../../errors/orm-error";

/** Whether the server said no, as opposed to a connection that broke; also where the connection has translated the error. */
export function isRefusal(error: unknown): boolean {
  const thrown = OrmError.is(error) ? error.cause : error;
  return typeof (thrown as { errno?: unknown } | undefined)?.errno === "number";
}
