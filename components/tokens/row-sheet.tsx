"use client";

import { Pencil } from "lucide-react";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { MenuHandle } from "@/components/ui/use-menu";

/** What else can be done with a token. */
export function RowSheet({ menu, onDescribe }: { menu: MenuHandle; onDescribe: () => void }) {
  return (
    <Menu menu={menu}>
      <MenuItem icon={Pencil} onSelect={onDescribe}>
        Edit description
      </MenuItem>
    </Menu>
  );
}
