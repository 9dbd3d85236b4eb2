import type { View } from "../../schema/model";

/** The attributes that carry the rules of a view: what follows `CREATE RULE x AS`. They would be gone with the view. */
export const RULE = "postgres.rule.";

/** The texts of a view's rules, which hold on to what they mention as its query does. */
export function rulesOf({ attributes = {} }: View): readonly string[] {
  return Object.entries(attributes).flatMap(([key, text]) => (key.startsWith(RULE) ? [String(text)] : []));
}
