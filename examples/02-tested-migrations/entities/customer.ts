import { Column, Entity, Index, PrimaryGeneratedColumn } from "ormolu";

@Entity("customers")
export class Customer {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 50 })
  firstName!: string;

  @Column({ length: 50 })
  lastName!: string;

  @Index("IDX_customers_email", { unique: true })
  @Column({ length: 100 })
  email!: string;
}
