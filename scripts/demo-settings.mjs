import { randomBytes } from 'node:crypto'

/** Settings for an app beside a sandbox on this machine. Secrets are new at every start and live only in memory. */
export function demoSettings({ appUrl, sandboxUrl, dataDir }) {
  return {
    APP_URL: appUrl,
    CONCUR_API_URL: sandboxUrl,
    // Named and empty, since an environment or a file .env of somebody's real tenant must not reach a demo or a test.
    CONCUR_AUTH_URL: '',
    CONCUR_SCOPES: 'openid user.read identity.user.core.read TRVREQ LIST EXPRPT expense.report.readwrite',
    DATABASE_URL: '',
    AUTH_TRUST_HOST: '',
    CONCUR_ALLOWED_HOSTS: sandboxUrl,
    CONCUR_CLIENT_ID: 'clearance-sandbox',
    CONCUR_CLIENT_SECRET: 'clearance-sandbox-secret',
    AUTH_SECRET: randomBytes(32).toString('base64'),
    TOKEN_KEYS: randomBytes(32).toString('base64'),
    CONCUR_COMPANY_REFRESH_TOKEN: 'northwind-company-refresh-token',
    PROCESSOR_LOGINS: 'priya.raman@northwind.example',
    ADMIN_LOGINS: 'priya.raman@northwind.example',
    DATA_DIR: dataDir,
    METRICS_TOKEN: '',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  }
}
