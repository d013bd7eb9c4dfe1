import type { Settings } from '@tonearm/tools/runtime';
import { UsageError } from './flags.js';
import type { HttpConfig } from './http-config.js';
import { httpTokenOf } from './http-token.js';
import type { Tenant } from './transports/tenant.js';

/** Tenants with the tokens of their clients, and what to say about where those are. */
export interface GivenTokens {
  readonly tenants: readonly Tenant[];
  readonly lines: readonly string[];
}

/** Gives each tenant the token of its clients: the one of the settings, else that of its file, which is made when it is missing. */
export async function giveTokens(
  tenants: readonly (Tenant & { readonly profile: string })[],
  { requiresToken, profiles }: HttpConfig,
  { httpToken }: Settings,
): Promise<GivenTokens> {
  if (httpToken !== undefined) {
    if (profiles.length > 0) {
      throw new UsageError(
        'TONEARM_HTTP_TOKEN is one token, and --profiles gives every profile its own: unset it, and each is made in a file.',
      );
    }
    return { tenants: tenants.map((tenant) => ({ ...tenant, token: httpToken })), lines: [] };
  }
  if (!requiresToken) return { tenants, lines: [] };
  const given = await Promise.all(tenants.map(async (tenant) => ({ tenant, ...(await httpTokenOf(tenant.profile)) })));
  return {
    tenants: given.map(({ tenant, token }) => ({ ...tenant, token })),
    lines: given.map(({ tenant, path }) => `clients of profile ${tenant.profile} send the bearer token in ${path}`),
  };
}
