import { Column, Entity, ManyToMany, PrimaryGeneratedColumn } from "ormolu";
import { Post } from "./post";

@Entity("tags")
export class Tag {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 50, unique: true })
  name!: string;

  @ManyToMany(() => Post, (post) => post.tags)
  posts!: Post[];
}
