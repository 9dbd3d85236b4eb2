import { buildColumn } from "./build-column";
import { addInheritanceColumns, addParentKey, isRowSharing, shareMembers } from "./build-inheritance";
import { addTreeColumns } from "./build-tree";
import type { BuildContext, EntityDraft } from "./draft";
import { validateColumns } from "./validate-entity";

/** Builds the columns of every class: those that it declares, and those that its tree or its family ask for. */
export function buildOwnColumns(context: BuildContext): void {
  const { drafts } = context;
  const own = drafts.filter((draft) => !isRowSharing(draft));
  for (const draft of own) buildDeclaredColumns(context, draft);
  for (const draft of own) addParentKey(draft);
  for (const draft of own) {
    addInheritanceColumns(context, draft);
    addTreeColumns(context, draft);
    validateColumns(draft);
  }
  shareMembers(context);
}

function buildDeclaredColumns(context: BuildContext, { columns, definition, metadata }: EntityDraft): void {
  for (const member of definition.columns.values()) {
    const owner = member.isOfChild === true && member.target !== undefined ? member.target : metadata;
    const column = buildColumn(metadata, member, context.naming, owner);
    columns.push(column);
    member.embedded?.columns.push(column);
  }
}
