{% if validate %}VALIDATE{% else %}DROP{% endif %} CONSTRAINT {{ name }}
