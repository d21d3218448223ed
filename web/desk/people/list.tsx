import { Table, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { say } from '../say.ts';

/** Rows of four cells: what it is called, what it may, when (not on a phone), and what can be done with it. */
export const List = ({ head: [name, may, at], children }: { head: [string, string, string]; children: ReactNode }) => (
  <Table.ScrollContainer minWidth={320} type="native">
    <Table verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{name}</Table.Th>
          <Table.Th>{may}</Table.Th>
          <Table.Th visibleFrom="sm">{at}</Table.Th>
          <Table.Th>
            <VisuallyHidden>{say('access.actions')}</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);
