import { OrmError } from "../../errors/orm-error";
import { sortGraph } from "../../util/graph-sort";
import type { BuildContext, EntityDraft } from "./draft";
import { describeClass } from "./property-label";
import { suggestName } from "./relation-error";

/**
 * What view entities say beside their columns: the query, and the views that come before.
 * @throws OrmError `ENTITY.VIEW_INVALID`.
 */
export function buildViews(context: BuildContext): void {
  const views = context.drafts.filter(({ metadata }) => metadata.kind === "view");
  const before = new Map<EntityDraft, readonly EntityDraft[]>();
  for (const draft of views) {
    const dependsOn = findDependencies(context, draft);
    before.set(draft, dependsOn);
    describeView(draft, dependsOn);
  }
  refuseCircles(views, before);
}

function describeView(draft: EntityDraft, dependsOn: readonly EntityDraft[]): void {
  const { definition, metadata } = draft;
  const { expression, materialized = false, withoutData = false } = definition.own.view ?? {};
  if (expression === undefined || expression === "") {
    throw invalid(
      draft,
      "has no query",
      "Add `expression` to @ViewEntity(): the SELECT, or a function that returns it.",
    );
  }
  if (withoutData && !materialized) {
    throw invalid(draft, "is not materialized, so it cannot be without data", "Add `materialized: true`.");
  }
  refuseTableParts(draft, materialized);
  metadata.view = {
    expression,
    isMaterialized: materialized,
    isWithoutData: withoutData,
    dependsOn: dependsOn.map((other) => other.metadata),
  };
}

/** A view has columns, and where its rows are stored also indexes; whatever else a table has it cannot have. */
function refuseTableParts(draft: EntityDraft, isMaterialized: boolean): void {
  const { relations, indexes, uniques, checks, exclusions, foreignKeys } = draft.definition;
  if (relations.size > 0) {
    const names = [...relations.keys()].map((name) => `"${name}"`).join(", ");
    throw invalid(
      draft,
      `has a relation: ${names}`,
      "A view has columns only: map the key with @ViewColumn(), and join it in the query.",
    );
  }
  if (indexes.length > 0 && !isMaterialized) {
    throw invalid(
      draft,
      "has an index, but its rows are not stored",
      "Add `materialized: true`, or put the index on the table.",
    );
  }
  if (uniques.length + checks.length + exclusions.length + foreignKeys.length > 0) {
    throw invalid(draft, "has a constraint", "Put it on the table that the view reads.");
  }
}

function findDependencies(context: BuildContext, draft: EntityDraft): readonly EntityDraft[] {
  const byName = new Map(context.drafts.map((other) => [other.metadata.name, other]));
  return (draft.definition.own.view?.dependsOn ?? []).map((dependency) => {
    const found = typeof dependency === "string" ? byName.get(dependency) : context.draftsByKey.get(dependency);
    if (found !== undefined) return found;
    const name =
      typeof dependency === "string" ? dependency : (dependency as { readonly name?: string } | undefined)?.name;
    throw invalid(
      draft,
      `depends on "${name ?? String(dependency)}", which is not among the entities`,
      suggestName(name ?? "", byName.keys()),
    );
  });
}

function refuseCircles(views: readonly EntityDraft[], before: ReadonlyMap<EntityDraft, readonly EntityDraft[]>): void {
  const own = views.find((draft) => before.get(draft)!.includes(draft));
  const [cut] = own === undefined ? sortGraph(views, (draft) => before.get(draft) ?? []).cut : [[own, own] as const];
  if (cut === undefined) return;
  const [one, other] = cut;
  const what =
    one === other
      ? "depends on itself"
      : `and ${describeClass(other.definition.source)} depend on each other in a circle`;
  throw invalid(one, what, "Take the circle out of `dependsOn`.");
}

function invalid({ definition: { source } }: EntityDraft, problem: string, hint: string): OrmError {
  return new OrmError("ENTITY.VIEW_INVALID", `${describeClass(source)} ${problem}`, {
    hint,
    details: { class: source.name },
  });
}
