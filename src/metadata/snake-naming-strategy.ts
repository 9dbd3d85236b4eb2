import { snakeCase } from "./name-case";
import { DefaultNamingStrategy } from "./naming-strategy";

/**
 * Tables and columns in snake_case (`createdAt` becomes `created_at`, `author` becomes `author_id`); constraints as in
 * {@link DefaultNamingStrategy}. Names that a decorator gives stay as they are.
 */
export class SnakeNamingStrategy extends DefaultNamingStrategy {
  override columnName(
    propertyName: string,
    customName: string | undefined,
    embeddedPrefixes: readonly string[],
  ): string {
    const prefix = embeddedPrefixes.map((part) => `${snakeCase(part)}_`).join("");
    return prefix + (customName || snakeCase(propertyName));
  }

  override joinColumnName(relationName: string, referencedColumnName: string): string {
    return snakeCase(`${relationName}_${referencedColumnName}`);
  }

  override joinTableColumnName(tableName: string, propertyName: string, columnName?: string): string {
    return snakeCase(`${tableName}_${columnName || propertyName}`);
  }
}
