import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

/** A button that leads to an address: within the owner's pages without loading them anew, to the till and the demonstration as another page. */
export function LinkButton({
  href,
  ...rest
}: ButtonProps & { href: string; children: ReactNode; 'aria-label'?: string }) {
  return /^\/(till|demo)(\/|$)/.test(href) ? (
    <Button component="a" href={href} {...rest} />
  ) : (
    <Button component={Link} href={href} {...rest} />
  );
}
