import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import type { DatabaseExtension } from "../../../schema/model";
import type { Catalog } from "../catalog";
import { commentChange, newComment } from "../comment-change";
import type { NameIn } from "../name-in";

/** The extensions of the database; the version and the comment go without saying where they are the server's own. */
export function readExtensions({ objects }: Catalog, nameIn: NameIn): readonly DatabaseExtension[] {
  return objects.extensions.map(({ schema, name, version, comment }) => ({
    kind: "extension",
    ...nameIn(schema, name),
    ...(version === null ? {} : { version }),
    ...(comment === null ? {} : { comment }),
  }));
}

/** An extension that the database has already is taken as it is: it belongs to the whole database. */
export function createExtensionWriter(sql: SqlPieces): ObjectWriter<DatabaseExtension> {
  const target = ({ name }: { readonly name: string }): string => `EXTENSION ${sql.quote(name)}`;
  return {
    create: (extension) => [
      [
        `CREATE EXTENSION IF NOT EXISTS ${sql.quote(extension.name)}`,
        ...(extension.schema === undefined ? [] : [`SCHEMA ${sql.quote(extension.schema)}`]),
        ...(extension.version === undefined ? [] : [`VERSION ${sql.text(extension.version)}`]),
      ].join(" "),
      ...newComment(sql, target(extension), extension),
    ],
    change: (extension, previous) => [
      ...(extension.schema === undefined || extension.schema === previous?.schema
        ? []
        : [`ALTER ${target(extension)} SET SCHEMA ${sql.quote(extension.schema)}`]),
      ...(previous !== undefined && extension.version === previous.version
        ? []
        : [
            `ALTER ${target(extension)} UPDATE${extension.version === undefined ? "" : ` TO ${sql.text(extension.version)}`}`,
          ]),
      ...commentChange(sql, target(extension), extension, previous),
    ],
    drop: (reference) => [`DROP ${target(reference)}`],
  };
}
