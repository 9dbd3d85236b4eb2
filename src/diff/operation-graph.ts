import type { ObjectChanges } from "../dialect/object-changes";
import type { Operation } from "../operations/operation";
import type { SchemaObject } from "../schema/model";
import { dependencyKeys, factsOf, mentionsName, type Dependencies, type OperationFacts } from "./operation-facts";
import type { PlannedOperation } from "./planned-operation";
import { reachOf, type FindColumns } from "./reach";
import { spaceOf, tableKey, ThingIndex, type Thing } from "./thing-index";

/** Operations and which of them each must wait for, by their positions. */
export interface OperationGraph {
  readonly nodes: readonly PlannedOperation[];
  readonly facts: readonly OperationFacts[];
  /** The things that the operations are about. */
  readonly index: ThingIndex;
  readonly waitsFor: readonly ReadonlySet<number>[];
}

export interface GraphOptions {
  readonly objectChanges: ObjectChanges;
  readonly findColumns: FindColumns;
}

/** Finds what must come before what. The nodes are in the order of their stages. */
export function createOperationGraph(nodes: readonly PlannedOperation[], options: GraphOptions): OperationGraph {
  return new GraphBuilder(nodes, options).build();
}

/** An operation that changes something, and the columns that it does it to, where it is not the whole. */
interface Change {
  readonly node: number;
  readonly columns?: readonly string[];
}

class GraphBuilder {
  readonly #nodes: readonly PlannedOperation[];
  readonly #options: GraphOptions;
  readonly #facts: readonly OperationFacts[];
  readonly #index: ThingIndex;
  readonly #waitsFor: readonly Set<number>[];
  readonly #creators = new Map<string, number>();
  readonly #removers = new Map<string, number>();
  /** By the key of what changes. */
  readonly #changes = new Map<string, Change[]>();

  constructor(nodes: readonly PlannedOperation[], options: GraphOptions) {
    this.#nodes = nodes;
    this.#options = options;
    this.#facts = nodes.map(({ operation }) => factsOf(operation));
    this.#waitsFor = nodes.map(() => new Set<number>());
    this.#index = new ThingIndex(this.#register());
  }

  build(): OperationGraph {
    this.#freeNames();
    this.#keepTablesTogether();
    for (const [node, facts] of this.#facts.entries()) {
      const needed = dependencyKeys(facts.after, this.#index);
      const released = dependencyKeys(facts.before, this.#index);
      for (const key of needed) this.#wait(node, this.#creators.get(key));
      for (const key of released) this.#wait(this.#removers.get(key), node);
      this.#keepSubject(node, facts);
      const object = objectOf(this.#nodes[node]!.operation);
      if (object === undefined) continue;
      for (const key of needed) this.#comeAfterChanges(node, object, key);
      for (const key of released) this.#goBeforeChanges(node, object, key);
    }
    return { nodes: this.#nodes, facts: this.#facts, index: this.#index, waitsFor: this.#waitsFor };
  }

  #wait(node: number | undefined, other: number | undefined): void {
    if (node !== undefined && other !== undefined && node !== other) this.#waitsFor[node]!.add(other);
  }

  /** Takes note of what each operation is about. */
  #register(): readonly Thing[] {
    const things: Thing[] = [];
    for (const [node, { creates, drops }] of this.#facts.entries()) {
      if (creates !== undefined) this.#creators.set(creates.key, node);
      if (drops !== undefined) this.#removers.set(drops.key, node);
      for (const { thing, columns } of reachOf(this.#nodes[node]!.operation, this.#options.findColumns)) {
        things.push(thing);
        if (creates !== undefined) continue;
        const change = columns === undefined ? { node } : { node, columns };
        const changes = this.#changes.get(thing.key);
        if (changes === undefined) this.#changes.set(thing.key, [change]);
        else changes.push(change);
      }
    }
    return things;
  }

  /** Tables, views, sequences and types share their names: one must be gone before another takes its name. */
  #freeNames(): void {
    const leaving = new Map<string, number[]>();
    for (const [node, { drops }] of this.#facts.entries()) {
      if (drops === undefined) continue;
      leaving.set(spaceOf(drops), [...(leaving.get(spaceOf(drops)) ?? []), node]);
    }
    for (const [node, { creates }] of this.#facts.entries()) {
      if (creates !== undefined) for (const other of leaving.get(spaceOf(creates)) ?? []) this.#wait(node, other);
    }
  }

  /** The changes of one table keep their order; foreign keys from it and to it go before them and come after them. */
  #keepTablesTogether(): void {
    const first = new Map<string, number>();
    const last = new Map<string, number>();
    for (const [node, { stage, operation }] of this.#nodes.entries()) {
      if (stage !== "change tables" || !("table" in operation)) continue;
      const key = tableKey(operation.table);
      this.#wait(node, last.get(key));
      if (!first.has(key)) first.set(key, node);
      last.set(key, node);
    }
    for (const [node, { subject, after, before }] of this.#facts.entries()) {
      const { stage } = this.#nodes[node]!;
      if (subject === undefined) continue;
      if (stage === "create tables" || stage === "create foreign keys")
        for (const key of [subject.key, ...after.keys]) this.#wait(node, last.get(key));
      if (stage === "drop tables" || stage === "drop foreign keys")
        for (const key of [subject.key, ...before.keys]) this.#wait(first.get(key), node);
    }
  }

  /** What is created changes after that, and what goes before. */
  #keepSubject(node: number, { subject, creates, drops }: OperationFacts): void {
    if (subject === undefined || creates !== undefined || drops !== undefined) return;
    this.#wait(node, this.#creators.get(subject.key));
    this.#wait(this.#removers.get(subject.key), node);
  }

  /** An object comes after the columns that it mentions, and after the changes that it would stand in the way of. */
  #comeAfterChanges(node: number, object: SchemaObject, key: string): void {
    const { after, creates, drops } = this.#facts[node]!;
    if (drops !== undefined) return;
    for (const change of this.#changes.get(key) ?? []) {
      const { operation } = this.#nodes[change.node]!;
      const isNew = operation.kind === "addColumn" && mentionsName(after, operation.column.name, this.#index);
      // What goes is changed last, so that one that lets go of it can be changed before.
      const canWait = creates !== undefined || !operation.kind.startsWith("drop");
      if (isNew || (canWait && this.#isHeldBy(change, object, after))) this.#wait(node, change.node);
    }
  }

  /** An object goes before the columns that it mentions, and before the changes that it stands in the way of. */
  #goBeforeChanges(node: number, object: SchemaObject, key: string): void {
    const { before, drops, creates } = this.#facts[node]!;
    if (creates !== undefined) return;
    for (const change of this.#changes.get(key) ?? []) {
      const { operation } = this.#nodes[change.node]!;
      const isGoing = operation.kind === "dropColumn" && mentionsName(before, operation.column, this.#index);
      if (isGoing || (drops !== undefined && this.#isHeldBy(change, object, before))) this.#wait(change.node, node);
    }
  }

  #isHeldBy({ node, columns }: Change, object: SchemaObject, dependencies: Dependencies): boolean {
    const isConcerned = columns?.some((column) => mentionsName(dependencies, column, this.#index)) ?? true;
    return isConcerned && this.#options.objectChanges.isHeldBy(this.#nodes[node]!.operation, object);
  }
}

/** The object that an operation creates, changes or drops, where it is known. */
function objectOf(operation: Operation): SchemaObject | undefined {
  if (!("object" in operation)) return undefined;
  return "dropped" in operation ? operation.dropped : (operation.object as SchemaObject);
}
