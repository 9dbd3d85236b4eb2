import { SqlFragment } from "../schema/sql-fragment";

/**
 * Writes SQL with values bound as parameters; fragments nest.
 *
 * @example
 * await dataSource.query(sql`select * from users where email = ${email}`);
 * await op.addColumn("users", { name: "createdAt", type: "timestamp", default: sql`CURRENT_TIMESTAMP` });
 */
export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): SqlFragment {
  const texts: string[] = [strings[0] ?? ""];
  const flat: unknown[] = [];
  values.forEach((value, index) => {
    const after = strings[index + 1] ?? "";
    if (SqlFragment.is(value)) {
      texts[texts.length - 1] += value.strings[0] ?? "";
      value.values.forEach((inner, position) => {
        flat.push(inner);
        texts.push(value.strings[position + 1] ?? "");
      });
      texts[texts.length - 1] += after;
    } else {
      flat.push(value);
      texts.push(after);
    }
  });
  return new SqlFragment(texts, flat);
}
