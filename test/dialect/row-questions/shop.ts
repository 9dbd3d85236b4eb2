import { Column, Entity, PrimaryColumn } from "../../../src/entry/index";

/** A shop before: names may be missing, and orders know four states. */
export namespace before {
  @Entity("customers")
  export class Customer {
    @PrimaryColumn({ type: "int" })
    id!: number;

    @Column({ type: "varchar", length: 50, nullable: true })
    name!: string | null;

    @Column({ type: "int", nullable: true })
    score!: number | null;
  }
}

/** The shop after: everybody has a name, a score and an email. */
export namespace after {
  @Entity("customers")
  export class Customer {
    @PrimaryColumn({ type: "int" })
    id!: number;

    @Column({ type: "varchar", length: 50 })
    name!: string;

    @Column({ type: "int" })
    score!: number;

    @Column({ type: "varchar", length: 80 })
    email!: string;

    @Column({ type: "varchar", length: 80 })
    slug!: string;
  }
}

/** Orders with the states that are given. */
export function orderWith(states: readonly string[], renamedValues?: Readonly<Record<string, string>>) {
  @Entity("orders")
  class Order {
    @PrimaryColumn({ type: "int" })
    id!: number;

    @Column({ type: "enum", enum: states as string[], ...(renamedValues === undefined ? {} : { renamedValues }) })
    state!: string;
  }
  return Order;
}

/** The same orders after their table took another name. */
export function purchaseWith(states: readonly string[], renamedValues: Readonly<Record<string, string>>) {
  @Entity("purchases", { renamedFrom: "orders" })
  class Purchase {
    @PrimaryColumn({ type: "int" })
    id!: number;

    @Column({ type: "enum", enum: states as string[], renamedValues })
    state!: string;
  }
  return Purchase;
}
