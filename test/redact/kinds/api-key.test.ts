import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

describe('API keys', () => {
  it.each([
    ['DB_SECRET=hunter2x9', 'DB_SECRET={api-key}'],
    ['STRIPE_KEY=abcd1234efgh5678ijkl', 'STRIPE_KEY={api-key}'],
    ['xhr.setRequestHeader("X-Api-Key", "abc123def456")', 'xhr.setRequestHeader("X-Api-Key", "{api-key}")'],
    ['"name":"x-api-key","value":"abc123def456"', '"name":"x-api-key","value":"{api-key}"'],
    ['AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'AWS_SECRET_ACCESS_KEY={api-key}'],
    ['key AKIAIOSFODNN7EXAMPLE ok', 'key {api-key} ok'],
    ['AKIAIOSFODNN7EXAMPLE,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', '{api-key},{api-key}'],
    ['AIzaSyA1234567890abcdefghijklmnopqrstuv', '{api-key}'],
    ['ghp_abcdefghijklmnopqrstuvwxyz0123456789', '{api-key}'],
    ['github_pat_11ABCDEFG0abcdefghijkl_mnop', '{api-key}'],
    ['xoxb-123456789012-abcdefghij', '{api-key}'],
    ['npm_abcdefghijklmnopqrstuvwxyz0123456789', '{api-key}'],
    ['sk_live_abcdef1234567890', '{api-key}'],
    ['SK0123456789abcdef0123456789abcdef', '{api-key}'],
    ['SG.abcdefghijklmnopqrstuv.abcdefghijklmnopqrstuvwxyz0123456789abcdefg', '{api-key}'],
    [
      'Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey=abc123def456ghi789=;EntityPath=q',
      'Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey={api-key};EntityPath=q',
    ],
    [
      'AccountName=a;AccountKey=abcd1234efgh5678==;EndpointSuffix=core',
      'AccountName=a;AccountKey={api-key};EndpointSuffix=core',
    ],
    ['x-api-key: abc123def456', 'x-api-key: {api-key}'],
    ['?apikey=abc123def456&x=1', '?apikey={api-key}&x=1'],
    ['API key: abc123def456', 'API key: {api-key}'],
    ['API key is abc123def456ghi', 'API key is {api-key}'],
    ['?key=abcd1234efgh5678ijkl&x', '?key={api-key}&x'],
    ['--api-key abc123def456', '--api-key {api-key}'],
    ['secret: "abc123def"', 'secret: "{api-key}"'],
    ['FB_APP_SECRET: abc123def', 'FB_APP_SECRET: {api-key}'],
    ['wifi PSK: hunter2hunter2', 'wifi PSK: {api-key}'],
    ['api_key:\n  abc123def456\n', 'api_key:\n  {api-key}\n'],
    ['Ocp-Apim-Subscription-Key: 0123456789abcdef0123456789abcdef', 'Ocp-Apim-Subscription-Key: {api-key}'],
    ['x-functions-key: abcDEF123456==', 'x-functions-key: {api-key}'],
    ['x-goog-api-key: abcDEF123456', 'x-goog-api-key: {api-key}'],
    ['curl -H "X-Api-Key: abc123def" x', 'curl -H "X-Api-Key: {api-key}" x'],
    ['SNMP community: s3cr3tcomm', 'SNMP community: {api-key}'],
    ['psk=hunter2hunter2', 'psk={api-key}'],
    ['encryption_key: "0123456789abcdef0123"', 'encryption_key: "{api-key}"'],
    ['signing_key=abc123def456ghi7', 'signing_key={api-key}'],
    ['WEBHOOK_SECRET=abc123', 'WEBHOOK_SECRET={api-key}'],
    ['JWT_SECRET = "abc def"', 'JWT_SECRET = "{api-key}"'],
    [
      'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX',
      'https://hooks.slack.com/services/{api-key}',
    ],
    [
      'aws --profile x configure set aws_secret_access_key 7Hc/q2LmPz0XcVb81TyRwk3',
      'aws --profile x configure set aws_secret_access_key {api-key}',
    ],
    [
      'npm config set //npm.example/:_authToken 9aKq2LmPz0XcVb81TyRw',
      'npm config set //npm.example/:_authToken {api-key}',
    ],
    ['setx /m PAY_API_KEY 9aKq2LmPz0XcVb81TyRw', 'setx /m PAY_API_KEY {api-key}'],
  ])('are removed from %j', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it.each([
    'primaryKey: user_id_123456, sortKey=created_at_desc, hotkey: Ctrl+Alt+1',
    'key: value, keyboard: qwertz, publicKey=abc',
    'cacheKey=homepage_v12_2026',
    'secret santa, trade secret',
    'keepalive: 30, keyframe=1234567890abcdef1',
    'api key missing, invalid api key, the API key expired',
    'key=value&monkey=banana',
    'keystore: /opt/app/keystore.jks, keyfile=/etc/ssl/private/server.key',
    'private_key_file: /etc/ssl/private/server.key',
    'secretary: Smith1234, monkey: banana12, turkey: 1234567890',
    'digital key: 12345, Key pressed: F12, key: Enter',
    'KEY_DOWN=13 FOREIGN_KEY=users_id_0000001',
    'npm_config_cache=/home/jo/.npm',
    'git config --global credential.helper store, git config user.name x1234567',
    'configure token-lifetime 12hours000, config set access_key_path /etc/keys/a1b2c3d4',
  ])('are not seen in %j', (text) => {
    expect(marked(text)).toBe(text);
  });
});
