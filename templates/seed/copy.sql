COPY {{ table }} ({{ columns }}) FROM stdin;
