ALTER {{ kind }} {{ object }} RENAME {% if constraint %}CONSTRAINT {{ constraint }} {% endif %}TO {{ name }};
